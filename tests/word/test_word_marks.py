"""Layouts of tracked changes that Word and LibreOffice undo alike, tried on random scripts."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from drafting.word.elements import Ids, make_pen
from drafting.word.formats import free_last_mark
from drafting.word.lines import Draft, number_lines
from drafting.word.lint import lint_package
from drafting.word.marks import settle
from drafting.word.markup import markup_to_elements
from drafting.word.package import read_package
from drafting.word.paragraphs import Page, ParagraphWriter, Pens
from drafting.word.revisions import read_lines
from drafting.word.roles import Role
from drafting.word.script import Kind, Paragraph, Span, script_to_lines
from drafting.word.template import Properties, body_of, open_template

Sketch = Callable[[Sequence[Sequence[tuple[str, str]]]], list[Paragraph]]


def _both(paragraphs: Sequence[Paragraph]) -> tuple[list[str], list[str]]:
    return script_to_lines(paragraphs, "delete"), script_to_lines(paragraphs, "insert")


def _short(paragraphs: Sequence[Paragraph]) -> list[str]:
    """Paragraphs in short: 甲[+乙]¶+."""
    signs = {"equal": "{}", "insert": "[+{}]", "delete": "[-{}]"}
    marks = {"equal": "¶", "insert": "¶+", "delete": "¶-"}
    return ["".join(signs[s.kind].format(s.text) for s in p.spans) + marks[p.mark]
            for p in paragraphs]


CASES = {
    "a new paragraph after an inserted tail takes the mark before it": (
        [[("=", "甲"), ("+", "乙"), ("¶", "=")], [("+", "丙"), ("¶", "+")],
         [("=", "丁"), ("¶", "=")]],
        ["甲[+乙]¶+", "[+丙]¶", "丁¶"],
    ),
    "a deletion in the tail parts two insertions": (
        [[("=", "甲"), ("-", "己"), ("+", "乙"), ("¶", "=")],
         [("+", "丙"), ("=", "丁"), ("¶", "=")]],
        ["甲[+乙][-己]¶", "[+丙]丁¶"],
    ),
    "a kept character is taken in where nothing else parts them": (
        [[("=", "甲"), ("+", "乙"), ("¶", "=")], [("+", "丙"), ("=", "丁戊"), ("¶", "=")]],
        ["甲[+乙]¶", "[-丁][+丙丁]戊¶"],
    ),
    "deletions stand before insertions": (
        [[("+", "乙"), ("-", "甲"), ("=", "丙"), ("¶", "=")]],
        ["[-甲][+乙]丙¶"],
    ),
    "the last mark stays untracked after a new paragraph": (
        [[("=", "甲"), ("¶", "=")], [("+", "乙"), ("¶", "+")]],
        ["甲¶+", "[+乙]¶"],
    ),
    "the last mark stays untracked after new and lost paragraphs": (
        [[("=", "甲"), ("¶", "=")], [("+", "乙"), ("¶", "+")], [("-", "丙"), ("¶", "-")]],
        ["甲¶+", "[+乙]¶-", "[-丙]¶"],
    ),
    "another author's insertion needs no parting": (
        [[("=", "甲"), ("+", "乙"), ("¶", "=")], [("+~", "丙"), ("=", "丁"), ("¶", "=")]],
        ["甲[+乙]¶", "[+丙]丁¶"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_settled_layout(name: str, sketch: Sketch) -> None:
    given, wanted = CASES[name]
    paragraphs = sketch(given)
    settled = settle(paragraphs)
    assert _short(settled) == wanted
    assert _both(settled) == _both(paragraphs)


def _text(chance: random.Random) -> str:
    return chr(chance.randrange(0x4E00, 0x9FA6)) * chance.randint(1, 3)


def _plain(chance: random.Random) -> Draft:
    kinds: list[Kind] = [chance.choice(("equal", "insert", "delete")) for _ in
                         range(chance.randint(1, 4))]
    spans = [Span(k, _text(chance), k != "equal" and chance.random() < 0.2) for k in kinds]
    return Draft(spans, chance.choice(("equal", "equal", "equal", "insert", "delete")))


def _move(chance: random.Random) -> tuple[list[Draft], list[Draft]]:
    """Both ends of a moved block of one to three paragraphs, edited at random."""
    leaving, arriving = [], []
    for _ in range(chance.randint(1, 3)):
        gone, come = Draft([], "delete", True), Draft([], "insert", True)
        for _ in range(chance.randint(1, 3)):
            edit = chance.choice(("keep", "keep", "delete", "insert", "change"))
            text = _text(chance)
            if edit == "keep":
                gone.spans.append(Span("delete", text, moved=True))
                come.spans.append(Span("insert", text, moved=True))
            if edit in ("delete", "change"):
                gone.spans.append(Span("delete", text))
            if edit in ("insert", "change"):
                come.spans.append(Span("insert", _text(chance)))
        text = _text(chance)
        if not gone.spans or not come.spans:
            gone.spans.append(Span("delete", text, moved=True))
            come.spans.append(Span("insert", text, moved=True))
        leaving.append(gone)
        arriving.append(come)
    if not any(span.moved for draft in leaving for span in draft.spans):
        return _move(chance)
    return leaving, arriving


def random_script(chance: random.Random, name: str) -> list[Paragraph]:
    """A few paragraphs changed at random, half the time with a move among them.

    Neither text has an empty line; the last mark is untracked.
    """
    drafts = [_plain(chance) for _ in range(chance.randint(1, 3))]
    moved: list[tuple[list[Draft], int]] = []
    if chance.random() < 0.5:
        leaving, arriving = _move(chance)
        ends = [leaving, arriving] if chance.random() < 0.5 else [arriving, leaving]
        # A move's ends begin at a line of their own, as articles do.
        drafts.append(Draft([Span("equal", _text(chance))]))
        moved.append((ends[0], len(drafts)))
        drafts += ends[0]
        drafts += [_plain(chance) for _ in range(chance.randint(0, 2))]
        drafts.append(Draft([Span("equal", _text(chance))]))
        moved.append((ends[1], len(drafts)))
        drafts += ends[1]
    drafts += [_plain(chance) for _ in range(chance.randint(0, 2))]
    drafts.append(Draft([Span(chance.choice(("equal", "insert", "delete")), _text(chance)),
                         Span("equal", _text(chance))]))
    paragraphs = number_lines(drafts, 0, 0)
    for ends, first in moved:
        for at in range(first, first + len(ends)):
            paragraphs[at] = replace(paragraphs[at], move=name)
    if _has_empty_line(paragraphs):
        return random_script(chance, name)
    return paragraphs


def _has_empty_line(paragraphs: Sequence[Paragraph]) -> bool:
    for kind in ("delete", "insert"):
        marks = sum(p.mark in ("equal", kind) for p in paragraphs)
        if marks != len(script_to_lines(paragraphs, kind)):  # type: ignore[arg-type]
            return True
    return False


@pytest.mark.parametrize("seed", range(300))
def test_settling_keeps_both_texts(seed: int) -> None:
    script = random_script(random.Random(seed), "move")
    settled = settle(script)
    assert _both(settled) == _both(script)
    assert settled[-1].mark == "equal"
    for first, second in pairwise(settled):
        touching = (
            first.mark == "equal" and first.spans and second.spans
            and first.spans[-1].kind == second.spans[0].kind == "insert"
            and first.spans[-1].follows == second.spans[0].follows
        )
        assert not touching, _short(settled)


def write_scripts(scripts: Sequence[Sequence[Paragraph]], date: datetime) -> bytes:
    """One document with all scripts, each after a line ``## number`` that nothing changes."""
    package = open_template("", Properties("试", "甲", date))
    ids = Ids()
    pens = Pens(make_pen("甲", date, ids), make_pen("序号调整", date, ids))
    roles = [Role("body")] * 100
    markup: list[str] = []
    for number, script in enumerate(scripts):
        writer = ParagraphWriter(Page({}, roles, roles), pens)
        head = number_lines([Draft([Span("equal", f"## {number}")])], 0, 0)
        markup += writer.write([*head, *settle(script)])
    body = body_of(package)
    body[0:0] = markup_to_elements(markup)
    free_last_mark(body)
    return package.save()


def cut_scripts(lines: Sequence[str]) -> list[list[str]]:
    """The lines of each script again."""
    found: list[list[str]] = []
    for line in lines:
        if line.startswith("## "):
            found.append([])
        else:
            found[-1].append(line)
    return found


def _random_scripts(seeds: Sequence[int]) -> list[list[Paragraph]]:
    return [random_script(random.Random(seed), f"m{seed}") for seed in seeds]


def test_our_reader_resolves_random_scripts(date: datetime) -> None:
    scripts = _random_scripts(range(400))
    data = write_scripts(scripts, date)
    assert lint_package(read_package(data)) == []
    rejected, accepted = (cut_scripts(read_lines(data, accept)) for accept in (False, True))
    for script, old, new in zip(scripts, rejected, accepted, strict=True):
        assert (old, new) == _both(script), _short(settle(script))


def _prove_in_office(seeds: Sequence[int], folder: Path, date: datetime, office: Any) -> None:
    scripts = _random_scripts(seeds)
    path = folder / "scripts.docx"
    path.write_bytes(write_scripts(scripts, date))
    found = office.resolve(path)[0]
    resolved = zip(
        scripts, cut_scripts(found["rejected"]), cut_scripts(found["accepted"]), strict=True
    )
    wrong = [_short(settle(s)) for s, old, new in resolved if (old, new) != _both(s)]
    assert not wrong


@pytest.mark.office
def test_libreoffice_resolves_random_scripts(tmp_path: Path, date: datetime, office: Any) -> None:
    _prove_in_office(range(1000, 1150), tmp_path, date, office)


@pytest.mark.office
@pytest.mark.slow
@pytest.mark.parametrize("block", range(10))
def test_libreoffice_resolves_many_random_scripts(
    block: int, tmp_path: Path, date: datetime, office: Any
) -> None:
    first = 10_000 + 300 * block
    _prove_in_office(range(first, first + 300), tmp_path, date, office)
