"""Reports: tables, publication, overview, the draft with comments, the redline."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import datetime

import pytest
from docx import Document
from lxml import etree, html
from openpyxl import load_workbook

from drafting.api import load
from drafting.errors import DraftingError
from drafting.rounds.answering import AnswerSettings, answer_round
from drafting.rounds.carrying import carry_round
from drafting.rounds.records import load_voices
from drafting.rounds.reporting import ReportSettings, load_view, report_round
from drafting.word.revisions import read_comments, read_lines

DATE = datetime(2025, 9, 20)
CAMPAIGN = "第四十六条建议明确“观察期”的最长期限，避免被无限期延长，请予采纳。"
SECRET = "第九条建议增加学会，本人家住西湖区文三路100号2幢301室，电话13800001111，身份证330102199001011234。"
EVIL = '第十条=HYPERLINK("http://evil.example","点我")'


@pytest.fixture
def round(opened, collect, tmp_path):
    """A round with a campaign, a secret, an attack and a general comment."""
    letters = {
        "王小明": f"{CAMPAIGN}\n{SECRET}\n王小明", "李大为": f"您好！\n{CAMPAIGN}\n李大为",
        "赵敏": f"{CAMPAIGN}谢谢！\n建议尽快出台。\n赵敏", "学会": f"{EVIL}\n杭州市机器人学会",
    }  # fmt: skip
    for name, text in letters.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        collect(opened, tmp_path / f"{name}.txt")
    return opened


def _report(round, suffix: str, **settings) -> bytes:
    view = load_view(round, settings.get("public", False))
    return report_round(round, view, suffix, ReportSettings(DATE, **settings)).data


def _cells(data: bytes, sheet: int = 0) -> list[list[str]]:
    rows = load_workbook(io.BytesIO(data)).worksheets[sheet].iter_rows(values_only=True)
    return [[str(c) if c is not None else "" for c in row] for row in rows]


def test_the_table_has_every_comment(round) -> None:
    data = _report(round, ".xlsx")
    rows = _cells(data)
    head = next(i for i, r in enumerate(rows) if r[0] == "序号")
    titles, body = rows[head], [r for r in rows[head + 1 :] if r[0].isdigit()]
    counts = [int(r[titles.index("件数")]) for r in body]
    assert sum(counts) == len(load_voices(round.store)) == 6
    campaign = next(r for r in body if "观察期" in r[titles.index("意见内容")])
    assert campaign[titles.index("件数")] == "3"
    assert campaign[titles.index("条款")] == "第四十六条第二款"
    assert "王小明、李大为、赵敏" in campaign[titles.index("提出单位/个人")]
    assert any("共收到来件4件" in r[0] and "意见6条，归并相同意见后4条" in r[0] for r in rows)
    # every voice is kept, one by one
    voices = _cells(data, 1)
    assert sum("观察期" in " ".join(r) for r in voices) == 3
    assert rows[-1] != body[-1] or body[-1][titles.index("条款")] == "总体意见"


def test_nothing_becomes_a_formula(round) -> None:
    book = load_workbook(io.BytesIO(_report(round, ".xlsx")))
    cells = [c for sheet in book.worksheets for row in sheet.iter_rows() for c in row]
    assert not [c.coordinate for c in cells if c.data_type == "f"]
    assert any("HYPERLINK" in str(c.value) for c in cells)
    text = _report(round, ".csv").decode("utf-8-sig")
    fields = [f.strip('"') for line in text.split("\r\n") for f in line.split('","')]
    assert not [f for f in fields if f[:1] in "=+@" and f]


def test_formulas_at_the_start_of_a_comment_are_guarded(opened, collect, tmp_path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["条款", "修改意见", "姓名"])
    for text in ("=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3"):
        book.active.append(["第八条", text, "=张三"])
    book.save(tmp_path / "evil.xlsx")
    collect(opened, tmp_path / "evil.xlsx")
    made = load_workbook(io.BytesIO(_report(opened, ".xlsx")))
    cells = [c for s in made.worksheets for row in s.iter_rows() for c in row if c.value]
    started = [c for c in cells if str(c.value)[0] in "=+@-"]
    assert len(started) >= 8
    assert all(c.data_type == "s" and c.quotePrefix for c in started)
    text = _report(opened, ".csv").decode("utf-8-sig")
    assert "\"'=1+1\"" in text
    assert '"=1+1"' not in text


def test_columns_are_chosen(round) -> None:
    data = _report(round, ".xlsx", columns=("条款", "意见内容", "处理意见"))
    rows = _cells(data)
    assert next(r for r in rows if r[0] == "条款")[:3] == ["条款", "意见内容", "处理意见"]
    with pytest.raises(DraftingError, match="no such column; choose from"):
        _report(round, ".xlsx", columns=("颜色",))


def test_by_proposer(round) -> None:
    rows = _cells(_report(round, ".xlsx", by="proposer"))
    headings = [" ".join(filter(None, r)) for r in rows if "条）" in " ".join(r)]
    assert headings == ["杭州市机器人学会（1条）", "李大为（1条）", "王小明（2条）", "赵敏（2条）"]


def _all_text(data: bytes, suffix: str) -> str:
    """Everything that stands in a file, attributes and properties too."""
    if suffix not in (".docx", ".xlsx"):
        return data.decode("utf-8")
    said = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            root = etree.fromstring(archive.read(name))
            for element in root.iter():
                said += [element.text or "", element.tail or "", *element.attrib.values()]
    return "\n".join(said)


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".csv", ".html"])
def test_what_is_published_holds_nobody(round, suffix: str) -> None:
    text = _all_text(_report(round, suffix, public=True), suffix)
    for secret in ("王小明", "李大为", "赵敏", "13800001111", "330102199001011234", "文三路"):
        assert secret not in text
    if suffix != ".html":
        assert "王某" in text
        assert "杭州市机器人学会" in text


def test_the_draft_as_published_names_nobody(round) -> None:
    comments = read_comments(_report(round, ".docx", public=True, kind="draft"))
    assert comments
    assert not [c for c in comments if "小明" in c.author + c.text or "1380" in c.text]


def test_comments_in_threads(round, tmp_path) -> None:
    data = _report(round, ".xlsx")
    book = load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    head = next(r for r in sheet.iter_rows() if r[0].value == "序号")
    columns = {c.value: c.column for c in head}
    row = next(n for n in range(1, sheet.max_row + 1)
               if "观察期" in str(sheet.cell(n, columns["意见内容"]).value))
    for title, text in (("处理意见", "采纳"), ("处理理由", "已写明六个月"), ("经办人", "刘洋")):
        sheet.cell(row, columns[title]).value = text
    book.save(tmp_path / "t.xlsx")
    answer_round(round, str(tmp_path / "t.xlsx"), AnswerSettings("", "2025-09-21T10:00:00"))
    comments = read_comments(_report(round, ".docx", kind="draft"))
    roots = [c for c in comments if not c.parent]
    assert len(roots) == 4
    campaign = next(c for c in roots if "共3件" in c.text)
    assert (campaign.words, campaign.resolved) == ("观察期", True)
    replies = [c for c in comments if c.parent == campaign.id]
    assert replies[-1].text == "采纳：已写明六个月"
    assert (replies[-1].author, replies[-1].date) == ("刘洋", "2025-09-21T10:00:00")
    assert not any(c.resolved for c in roots if c is not campaign)
    assert {c.author for c in roots} >= {"王小明", "杭州市机器人学会"}


def test_the_overview(round) -> None:
    page = html.fromstring(_report(round, ".html").decode())
    numbers = dict(zip(page.xpath("//dl//dt/text()"), page.xpath("//dl//dd/text()"), strict=True))
    assert numbers == {"来件": "4", "意见": "6", "归并相同意见后": "4", "总体意见": "1", "已答复": "0"}
    assert len(page.xpath("//svg")) >= 5
    for svg in page.xpath("//svg"):
        etree.fromstring(etree.tostring(svg))
    told = " ".join(page.xpath("//svg//text()"))
    assert "第六章 安全管理" in told
    assert "第四十六条 监管要求" in told
    # nothing is fetched
    source = _report(round, ".html").decode()
    assert "http://" not in source.replace("http://evil.example", "")
    assert "https://" not in source
    assert "<script" not in source


def test_the_redline_names_the_comments_behind_each_change(round, seeds, tmp_path) -> None:
    text = (seeds / "hangzhou-robot-draft.txt").read_text("utf-8")
    new = text.replace("可以给予合理的执法“观察期”", "可以给予不超过六个月的执法“观察时段”")
    new = new.replace("发挥财政资金、政府投资基金引导作用", "发挥财政资金引导作用", 1)
    new = new.replace("适用本条例。", "适用本条例。法律另有规定的除外。")
    (tmp_path / "new.txt").write_text(new, encoding="utf-8")
    tree = load(tmp_path / "new.txt")
    carry_round(round, tree, "2025-10-01")
    data = _report(round, ".docx", kind="redline")
    told = {c.text for c in read_comments(data, "accept") if "依据的意见" in c.text}
    behind = next(t for t in told if "观察期" in t)
    assert "（王小明等3件" in behind
    assert "依据的意见：无" in told
    old = round.load_draft(1)
    assert [t for t in read_lines(data, accept=False) if t] == [n.text for n in old.lines]
    assert [t for t in read_lines(data, accept=True) if t] == [n.text for n in tree.lines]


def test_a_redline_needs_two_drafts(round) -> None:
    with pytest.raises(DraftingError, match="one draft only"):
        _report(round, ".docx", kind="redline")


@pytest.mark.parametrize(("suffix", "kind"), [(".xlsx", "draft"), (".docx", "overview")])
def test_a_suffix_that_cannot_hold_it(round, suffix: str, kind: str) -> None:
    with pytest.raises(DraftingError, match="is written as"):
        _report(round, suffix, kind=kind)


@pytest.mark.parametrize(
    ("suffix", "kind"), [(".xlsx", None), (".docx", None), (".html", None), (".docx", "draft")]
)
def test_the_same_bytes_for_the_same_round_and_date(round, suffix: str, kind) -> None:
    assert _report(round, suffix, kind=kind) == _report(round, suffix, kind=kind)


def test_a_word_table_opens(round) -> None:
    document = Document(io.BytesIO(_report(round, ".docx")))
    titles = [c.text for c in document.tables[0].rows[0].cells]
    assert titles[:3] == ["序号", "条款", "意见内容"]
    assert "意见汇总处理表" in document.paragraphs[0].text


def test_what_was_collected_as_json(round, collect, tmp_path) -> None:
    from drafting.rounds.summaries import collected_to_json, collected_to_lines

    (tmp_path / "x.docx").write_bytes(b"junk")
    done = collect(round, tmp_path / "王小明.txt", tmp_path / "x.docx")
    told = json.loads(collected_to_json(done))
    assert [f["status"] for f in told["files"]] == ["known", "unreadable"]
    lines = list(collected_to_lines(done))
    assert any(line.startswith("NOT READ: x.docx") for line in lines)
