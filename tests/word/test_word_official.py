"""The official document: the template's maker, the page (GB/T 9704), styles found by name."""

from __future__ import annotations

import shutil
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from drafting.api import load
from drafting.word.document import DocumentSettings, tree_to_docx
from drafting.word.names import PPR, P, w
from drafting.word.official import make_official_template
from drafting.word.package import read_package
from drafting.word.roles import LABEL_STYLE, STYLES
from drafting.word.template import read_styles


def test_the_template_is_made_alike_every_time() -> None:
    assert make_official_template() == make_official_template()


def test_the_template_has_every_style(root: Path) -> None:
    package = read_package((root / "templates" / "official.docx").read_bytes())
    assert set(STYLES.values()) | {LABEL_STYLE} <= set(read_styles(package))


def test_microsoft_finds_nothing_in_the_template(root: Path, validate: Any) -> None:
    assert validate(root / "templates" / "official.docx") == []


def test_page_fonts_and_page_number() -> None:
    package = read_package(make_official_template())
    section = next(package.document.iter(w("sectPr")))
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    assert [round(int(size.get(w(n))) * 25.4 / 1440) for n in ("w", "h")] == [210, 297]
    sides = [round(int(margins.get(w(n))) * 25.4 / 1440) for n in ("top", "left", "right", "bottom")]
    assert sides == [37, 28, 26, 35]
    styles = package.root("word/styles.xml")
    fonts = {s.find(w("name")).get(w("val")): s.find(f"{w('rPr')}/{w('rFonts')}").get(w("eastAsia"))
             for s in styles.iter(w("style")) if s.find(f"{w('rPr')}/{w('rFonts')}") is not None}
    assert fonts["条文"] == "仿宋_GB2312"
    assert fonts["公文标题"] == "方正小标宋简体"
    assert fonts["章标题"] == fonts["一级标题"] == fonts["条标"] == "黑体"
    assert fonts["二级标题"] == "楷体_GB2312"
    footers = [part for part in package.parts if part.startswith("word/footer")]
    texts = ["".join(t.text or "" for t in package.root(f).iter(w("t"))) for f in footers]
    assert texts == ["— 1 —", "— 1 —"], "odd and even pages"
    assert package.root("word/settings.xml").find(w("evenAndOddHeaders")) is not None


def test_styles_renamed_by_word_are_found(tmp_path: Path, date: datetime) -> None:
    """Word may give styles new ids when staff save the template: their names are what counts."""
    package = read_package(make_official_template())
    styles = package.root("word/styles.xml")
    for style in styles.iter(w("style")):
        if style.get(w("styleId")) == "Chapter":
            style.set(w("styleId"), "a7")
    template = tmp_path / "ours.docx"
    template.write_bytes(package.save())
    source = tmp_path / "a.txt"
    source.write_text("某市某条例\n第一章 总则\n第一条 为了规范管理，制定本条例。\n", encoding="utf-8")
    settings = DocumentSettings(date=date, template=str(template))
    root = read_package(tree_to_docx(load(source), settings)).document
    used = [p.find(f"{PPR}/{w('pStyle')}").get(w("val")) for p in root.iter(P)]
    assert used == ["Title", "a7", "Article"]


def test_levels_have_their_styles(seeds: Path, date: datetime) -> None:
    plan = load(seeds / "shanghai-robot-plan-2023.txt")
    package = read_package(tree_to_docx(plan, DocumentSettings(date=date)))
    names = {value: key for key, value in read_styles(package).items()}
    shown = {
        "".join(t.text or "" for t in p.iter(w("t"))): names[p.find(f"{PPR}/{w('pStyle')}").get(
            w("val"))] for p in package.document.iter(P)
    }
    assert shown["一、总体要求"] == "一级标题"
    assert shown["(一)指导思想"] == "二级标题"


@pytest.mark.office
def test_twenty_two_lines_of_twenty_eight_characters(
    tmp_path: Path, date: datetime, office: Any
) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("needs poppler-utils")
    source = tmp_path / "full.txt"
    source.write_text("某市某条例\n第一条 " + "国" * 28 * 60 + "。\n", encoding="utf-8")
    path = tmp_path / "full.docx"
    path.write_bytes(tree_to_docx(load(source), DocumentSettings(date=date)))
    printed = subprocess.run(
        ["pdftotext", "-layout", "-f", "2", "-l", "2", str(office.to_pdf(path)), "-"],
        capture_output=True, text=True, check=True,
    ).stdout
    lines = ["".join(line.split()) for line in printed.splitlines() if line.strip()]
    assert [len(line) for line in lines[:-1]] == [28] * 22
    assert lines[-1] == "—2—"
