"""A whole round on the Hangzhou draft: sixty files of ten kinds out, back, answered, reported.

What every file says is written down as it is made; after each step every comment is accounted for.
The files are made with openpyxl, python-docx and LibreOffice; run through the command line.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import regex as re
from click.testing import CliRunner
from docx import Document
from openpyxl import Workbook, load_workbook

from drafting.cli import cli
from drafting.rounds.folder import open_folder
from drafting.rounds.records import load_files, load_log, load_voices
from drafting.word.revisions import read_comments, read_lines

pytestmark = pytest.mark.office
NUMERALS = "一二三四五六七八九十"
CAMPAIGN = "建议明确“观察期”的最长期限，避免执法机关无限期延长，影响公众安全感"


@dataclass
class Said:
    """What a file says: (eId of the 条 or "", words of the comment) and who says it."""

    file: str
    comments: list[tuple[str, str]] = field(default_factory=list)
    proposer: str = ""


@dataclass
class Post:
    """The files that came back, and what each of them says."""

    folder: Path
    forms: dict[str, bytes]
    said: list[Said] = field(default_factory=list)

    def add(self, name: str, comments: list[tuple[str, str]], proposer: str = "") -> Path:
        self.said.append(Said(name, comments, proposer))
        return self.folder / name


def _label(number: int) -> str:
    tens, ones = divmod(number, 10)
    lead = "" if tens == 0 else "十" if tens == 1 else f"{NUMERALS[tens - 1]}十"
    return f"第{lead}{NUMERALS[ones - 1] if ones else ''}条"


def _comments(seed: int, count: int) -> list[tuple[str, str]]:
    """``count`` comments on different 条, no two alike; every third sender joins the campaign."""
    verbs = ["建议明确", "建议细化", "应当补充", "请说明", "希望完善"]
    things = ["责任主体", "办理时限", "经费来源", "数据范围", "评价标准", "公开方式", "救济途径"]
    made = []
    for n in range(count):
        number = 1 + (seed * 7 + n * 5) % 45
        text = f"{verbs[(seed + n) % 5]}{things[(seed * 3 + n) % 7]}（来稿{seed}号第{n}点）"
        made.append((f"art_{number}", text))
    if seed % 3 == 0:
        made.append(("art_46", f"{CAMPAIGN}{'！' * (seed % 2)}"))
    return made


def _name(start: str, seed: int) -> str:
    """A personal name, one of ten."""
    return start + "国军华伟强东林峰平民"[seed % 10]


def _number(eid: str) -> int:
    return int(eid.removeprefix("art_"))


def _make_forms(post: Post) -> None:
    for seed in range(1, 13):
        name, who = f"form-{seed}.xlsx", _name("周建", seed)
        said = _comments(seed, 3)
        book = load_workbook(io.BytesIO(post.forms["form.xlsx"]))
        sheet = book.worksheets[0]
        rows = {sheet.cell(n, 2).value: n for n in range(1, sheet.max_row + 1)}
        for eid, text in said:
            sheet.cell(rows[_label(_number(eid))], 4, text)
            sheet.cell(rows[_label(_number(eid))], 6, who)
        if seed == 1:
            sheet.cell(rows["总体意见"], 4, "总体赞成，建议早日出台")
            said.append(("", "总体赞成，建议早日出台"))
        if seed == 2:
            sheet.cell(rows["第八条"], 4, "1.建议公开专家名单；2.建议规定专家任期。")
            said = [p for p in said if p[0] != "art_8"]
            said += [("art_8", "建议公开专家名单"), ("art_8", "建议规定专家任期")]
        book.save(post.add(name, said, who))


def _make_other_tables(post: Post) -> None:
    for seed in range(13, 19):
        said = _comments(seed, 2)
        book = Workbook()
        book.active.append(("姓名", "您的建议", "所在条款", "手机号码", "备注"))
        for eid, text in said:
            cell = (f"第{_number(eid)}条", f"{_number(eid)}", _label(_number(eid)))[seed % 3]
            book.active.append((_name("李建", seed), text, cell, "13800001111", ""))
        book.save(post.add(f"renamed-{seed}.xlsx", said, _name("李建", seed)))
    for seed in range(19, 24):
        said = _comments(seed, 2)
        buffer = io.StringIO(newline="")
        writer = csv.writer(buffer)
        writer.writerow(("条款", "修改意见", "理由", "提出单位/个人"))
        writer.writerows((_label(_number(e)), t, "理由略", "杭州某某科技有限公司") for e, t in said)
        encoding = "gb18030" if seed % 2 else "utf-8-sig"
        post.add(f"table-{seed}.csv", said).write_bytes(buffer.getvalue().encode(encoding))


def _make_word_forms(post: Post) -> None:
    for seed in range(24, 32):
        said = _comments(seed, 2)
        document = Document(io.BytesIO(post.forms["form.docx"]))
        rows = {row.cells[1].text: row for row in document.tables[0].rows}
        for eid, text in said:
            rows[_label(_number(eid))].cells[3].text = text
            rows[_label(_number(eid))].cells[5].text = "市科学技术局"
        document.save(str(post.add(f"form-{seed}.docx", said)))


def _letter(said: list[tuple[str, str]], who: str) -> str:
    lines = ["杭州市司法局：", "您好！现提出以下意见："]
    lines += [f"{n}. {_label(_number(e))}{t}。" for n, (e, t) in enumerate(said, 1)]
    return "\n".join([*lines, "此致", "敬礼", who, "2025年9月1日"])


def _make_letters(post: Post) -> None:
    for seed in range(32, 40):
        said, who = _comments(seed, 2), _name("王建", seed)
        encoding = "gb18030" if seed % 2 else "utf-8"
        path = post.add(f"letter-{seed}.txt", said, who)
        path.write_bytes(_letter(said, who).encode(encoding))
    for seed in range(40, 44):
        said, who = _comments(seed, 2), _name("王建", seed)
        document = Document()
        for line in _letter(said, who).split("\n"):
            document.add_paragraph(line)
        document.save(str(post.add(f"letter-{seed}.docx", said, who)))
    for seed in range(44, 47):
        said, who = _comments(seed, 2), _name("王建", seed)
        body = "".join(f"<p>{line}</p>" for line in _letter(said, who).split("\n"))
        page = f"<html><head><meta charset='utf-8'></head><body>{body}</body></html>"
        post.add(f"letter-{seed}.html", said, who).write_text(page, encoding="utf-8")


def _convert(post: Post, files: list[Path], kind: str) -> None:
    """Let LibreOffice make ``kind`` of files, into the post."""
    profile = (post.folder.parent / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind,
               "--outdir", str(post.folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def _make_office_files(post: Post) -> None:
    """Letters as .pdf, a form as .ods."""
    workshop = post.folder.parent / "workshop"
    workshop.mkdir()
    letters = []
    for seed in range(47, 51):
        said, who = _comments(seed, 2), _name("王建", seed)
        document = Document()
        for line in _letter(said, who).split("\n"):
            document.add_paragraph(line)
        post.add(f"letter-{seed}.pdf", said, who)
        document.save(str(workshop / f"letter-{seed}.docx"))
        letters.append(workshop / f"letter-{seed}.docx")
    _convert(post, letters, "pdf")
    book = load_workbook(io.BytesIO(post.forms["form.xlsx"]))
    said = [("art_9", "建议在行业组织中增列学会（电子表格来稿）")]
    sheet = book.worksheets[0]
    rows = {sheet.cell(n, 2).value: n for n in range(1, sheet.max_row + 1)}
    sheet.cell(rows["第九条"], 4, said[0][1])
    book.save(workshop / "sheet-51.xlsx")
    post.add("sheet-51.ods", said)
    _convert(post, [workshop / "sheet-51.xlsx"], "ods")


def _make_drafts(post: Post, make_draft) -> None:
    for seed in range(52, 56):
        draft = make_draft()
        draft.comment("重大规划", f"范围应当明确（批注{seed}甲）", _name("孙建", seed))
        draft.comment("分级分类监管体系", f"标准由谁制定？（批注{seed}乙）", _name("孙建", seed))
        said = [("art_8", f"批注{seed}甲"), ("art_46", f"批注{seed}乙")]
        draft.save(post.add(f"draft-{seed}.docx", said, _name("孙建", seed)))
    first = make_draft()
    first.track("应当设立市具身智能机器人专家库", "可以设立市具身智能机器人专家库", "赵六")
    first.track_paragraph("区、县(市)人民政府应当按照全市", "赵六")
    said = [("art_5", "区、县(市)人民政府应当按照全市"), ("art_8", "可以设立市具身智能机器人专家库")]
    first.save(post.add("draft-56.docx", said, "赵六"))
    second = make_draft()
    second.insert_paragraph("第九条", "行业组织应当加强自律，维护公平竞争秩序。", "钱七")
    second.track("适用本条例", "适用本条例，法律另有规定的除外", "钱七", "2025-08-22T00:00:00Z")
    said = [("art_3", "适用本条例，法律另有规定的除外"), ("art_9", "行业组织应当加强自律")]
    second.save(post.add("draft-57.docx", said, "钱七"))


def _make_the_rest(post: Post) -> None:
    """A reply without comments, the broken file, and one that comes twice."""
    post.add("none-58.txt", [("", "无意见")]).write_text(
        "我局对草案无意见。\n市财政局\n2025年9月2日", encoding="utf-8"
    )
    (post.folder / "broken-59.xlsx").write_bytes(b"PK\x03\x04 cut off")
    shutil.copy(post.folder / "letter-33.txt", post.folder / "twice-60.txt")


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    if shutil.which("soffice") is None:
        pytest.skip("needs LibreOffice, which is not installed here")
    return tmp_path_factory.mktemp("whole")


def _run(*arguments: object, status: int = 0) -> str:
    """Run a command as a user does; return what it says on stderr (stdout for JSON)."""
    result = CliRunner().invoke(cli, [str(a) for a in arguments])
    assert result.exit_code == status, result.output
    return result.stdout or result.stderr


@pytest.fixture(scope="module")
def post(root: Path, seeds_path: Path, make_draft) -> Post:
    """Sixty files."""
    _run("round", "open", seeds_path / "hangzhou-robot-draft.txt", "--date", "2025-08-11",
         "--organ", "杭州市司法局", "--email", "lifa@example.cn", "-o", root / "round",
         "--note", seeds_path / "hangzhou-robot-note.txt")
    forms = {n: (root / "round" / n).read_bytes() for n in ("form.xlsx", "form.docx")}
    made = Post(root / "post", forms)
    made.folder.mkdir()
    _make_forms(made)
    _make_other_tables(made)
    _make_word_forms(made)
    _make_letters(made)
    _make_office_files(made)
    _make_drafts(made, make_draft)
    _make_the_rest(made)
    return made


@pytest.fixture(scope="module")
def collected(root: Path, post: Post) -> dict[str, object]:
    """The round after everything was collected."""
    return json.loads(_run(
        "round", "collect", root / "round", post.folder, "--format", "json",
        "--date", "2025-09-11", status=2,
    ))  # fmt: skip


def _expected(post: Post) -> Iterator[tuple[str, str, str]]:
    for said in post.said:
        for eid, words in said.comments:
            yield said.file, eid, words


def test_sixty_files_of_ten_kinds(post: Post) -> None:
    files = [p for p in post.folder.iterdir() if p.is_file()]
    assert len(files) == 60
    kinds = {p.name.rstrip("0123456789").split("-")[0] + p.suffix for p in files}
    assert len(kinds) >= 10


def test_every_comment_is_collected_on_its_provision(root, post, collected) -> None:
    wanted = Counter(_expected(post))
    with open_folder(root / "round") as opened:
        voices = load_voices(opened.store)
        files = {f.name: f for f in load_files(opened.store)}
        places = _places(opened)
    assert collected["comments"] == len(voices) == sum(wanted.values())
    for (file, eid, words), count in wanted.items():
        found = [v for v in voices if v.file == file and words in f"{v.comment.text}{v.comment.proposed}"]
        assert len(found) == count, (file, words)
        where = [places.article_of(a.eid) for a in found[0].comment.anchors]
        assert where == ([eid] if eid else []), (file, words)
    status = Counter(str(f["status"]) for f in collected["files"])
    assert status == {"read": 58, "unreadable": 1, "known": 1}
    assert files["broken-59.xlsx"].status == "unreadable"
    assert "twice-60.txt" not in files or "letter-33.txt" not in files


def _places(opened):
    from drafting.rounds.places import Places

    return Places(opened.load_draft(1))


def test_who_said_it(root, post, collected) -> None:
    wanted = {s.file: s.proposer for s in post.said if s.proposer}
    with open_folder(root / "round") as opened:
        for voice in load_voices(opened.store):
            if voice.file in wanted:
                assert voice.comment.proposer == wanted[voice.file], voice.file


def test_collecting_it_all_again_adds_nothing(root, post, collected) -> None:
    again = json.loads(_run("round", "collect", root / "round", post.folder, "--format", "json",
                            status=2))
    assert again["comments"] == 0
    assert {f["status"] for f in again["files"]} == {"known", "unreadable"}


def test_the_campaign_is_one_group(root, post, collected) -> None:
    with open_folder(root / "round") as opened:
        voices = load_voices(opened.store)
    campaign = [v for v in voices if "观察期”的最长期限" in v.comment.text]
    assert len(campaign) == sum(CAMPAIGN in w for _, _, w in _expected(post)) >= 15
    assert len({v.group for v in campaign}) == 1
    sizes = Counter(v.group for v in voices)
    assert sum(sizes.values()) == len(voices)
    # nobody else was put together with somebody: what differs in a number is not the same
    assert sum(n > 1 for n in sizes.values()) == 1


@pytest.fixture(scope="module")
def answered(root: Path, collected) -> Path:
    """The round with answers: the campaign adopted, forms of two comments refused or explained."""
    table = root / "处理表.xlsx"
    _run("round", "report", root / "round", "-o", table, "--date", "2025-09-20")
    book = load_workbook(table)
    sheet = book.worksheets[0]
    head = next(r for r in sheet.iter_rows() if r[0].value == "序号")
    columns = {c.value: c.column for c in head}
    answers = {"观察期": ("采纳", "已写明最长期限"), "来稿4号": ("不采纳", "上位法已有规定"),
               "来稿5号": ("解释说明", "见起草说明")}
    for row in range(head[0].row + 1, sheet.max_row + 1):
        text = str(sheet.cell(row, columns["意见内容"]).value or "")
        for words, (status, reason) in answers.items():
            if words in text:
                sheet.cell(row, columns["处理意见"]).value = status
                sheet.cell(row, columns["处理理由"]).value = reason
    book.save(table)
    _run("round", "answer", root / "round", table, "--by", "刘洋", "--date", "2025-09-21")
    return table


def test_the_table_accounts_for_every_comment(answered, root) -> None:
    with open_folder(root / "round") as opened:
        voices = load_voices(opened.store)
    book = load_workbook(answered)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    head = next(i for i, r in enumerate(rows) if r[0] == "序号")
    count = rows[head].index("件数")
    assert sum(int(r[count]) for r in rows[head + 1 :] if str(r[0]).isdigit()) == len(voices)
    every = list(book.worksheets[1].iter_rows(values_only=True))
    ids = {int(r[0]) for r in every if str(r[0]).isdigit()}
    assert ids == {v.id for v in voices}


def test_answers_are_kept_and_logged(answered, root) -> None:
    with open_folder(root / "round") as opened:
        voices, log = load_voices(opened.store), load_log(opened.store)
    done = [v for v in voices if v.status]
    assert Counter(v.status for v in done)["采纳"] >= 15
    assert {v.answered_by for v in done} == {"刘洋"}
    assert sorted(e.comment for e in log) == sorted(v.id for v in done)
    assert sum(not v.status for v in voices) + len(done) == len(voices)


@pytest.fixture(scope="module")
def carried(root: Path, answered, seeds_path: Path) -> Path:
    """The round with the mended draft: an article less, one split, words taken over."""
    text = (seeds_path / "hangzhou-robot-draft.txt").read_text("utf-8")
    text = text.replace("应当设立市具身智能机器人专家库", "可以设立市具身智能机器人专家库")
    text = text.replace("可以给予合理的执法“观察期”", "可以给予最长不超过六个月的执法“观察期”")
    start = re.search(r"第十条\s*【国际交流合作】", text).start()
    end = re.search(r"第二章\s+基础设施", text[start:]).start() + start
    text = text[:start] + "\n" + text[end:]
    new = root / "revised.txt"
    new.write_text(text, encoding="utf-8")
    _run("round", "carry", root / "round", new, "--date", "2025-10-01")
    return new


def test_every_comment_stands_in_the_mended_draft(carried, root) -> None:
    with open_folder(root / "round") as opened:
        voices = load_voices(opened.store)
    for voice in voices:
        assert [s for s in voice.standings if s.draft == 2], voice.id
    gone = [v for v in voices if any(s.effect == "已删除" for s in v.standings)]
    assert gone
    assert {a.eid.partition("__")[0] for v in gone for a in v.comment.anchors} == {"art_10"}
    taken = [v for v in voices if v.proposal == "采纳"]
    assert any("可以设立" in v.comment.proposed for v in taken)


@pytest.fixture(scope="module")
def reports(root: Path, carried) -> dict[str, Path]:
    """Every report."""
    made = {
        "table.xlsx": (), "table.docx": (), "sender.docx": ("--by", "proposer"),
        "public.docx": ("--public",), "public.xlsx": ("--public",), "overview.html": (),
        "draft.docx": ("--kind", "draft"), "redline.docx": ("--kind", "redline"),
    }  # fmt: skip
    for name, options in made.items():
        _run("round", "report", root / "round", "-o", root / name, "--date", "2025-10-08", *options)
    return {name: root / name for name in made}


def test_reports_account_for_every_comment(reports, root) -> None:
    with open_folder(root / "round") as opened:
        voices = load_voices(opened.store)
    told = "".join(p.text for p in Document(str(reports["table.docx"])).paragraphs)
    assert f"意见{len(voices)}条" in told
    by_sender = Document(str(reports["sender.docx"])).tables[0]
    numbers = [r.cells[0].text for r in by_sender.rows]
    assert max(int(n) for n in numbers if n.isdigit()) == len(voices)
    roots = [c for c in read_comments(reports["draft.docx"]) if not c.parent]
    counts = [re.search(r"共(\d+)件", c.text) for c in roots]
    assert sum(int(m[1]) if m else 1 for m in counts) == len(voices)
    done = {v.group for v in voices if v.status}
    assert sum(c.resolved for c in roots) == len(done)
    assert f">{len(voices)}<" in reports["overview.html"].read_text("utf-8")


def test_the_redline_is_the_two_drafts(reports, root) -> None:
    data = reports["redline.docx"].read_bytes()
    with open_folder(root / "round") as opened:
        old, new = opened.load_draft(1), opened.load_draft(2)
    assert [t for t in read_lines(data, accept=False) if t] == [n.text for n in old.lines]
    assert [t for t in read_lines(data, accept=True) if t] == [n.text for n in new.lines]
    told = [c.text for c in read_comments(data, "accept") if c.text.startswith("依据的意见")]
    assert any("赵六" in t and "可以设立" in t for t in told)
    assert any("观察期" in t and "采纳" in t for t in told)


def test_what_is_published_names_nobody(reports, post) -> None:
    import zipfile

    names = {s.proposer for s in post.said if len(s.proposer) >= 3}
    assert len(names) > 10
    for name in ("public.docx", "public.xlsx"):
        with zipfile.ZipFile(reports[name]) as archive:
            text = "".join(
                re.sub(r"&#(\d+);", lambda m: chr(int(m[1])), archive.read(n).decode("utf-8"))
                for n in archive.namelist()
            )
        assert not {n for n in names if n in text}
        assert "13800001111" not in text


def test_the_documents_open_in_libreoffice(reports, root) -> None:
    """Each becomes a .pdf; under names of their own, a .docx and an .xlsx are often namesakes."""
    office = root / "office"
    office.mkdir()
    files = [p for n, p in reports.items() if n.endswith((".docx", ".xlsx"))]
    files += [root / "round" / n for n in ("notice.docx", "form.docx", "form.xlsx")]
    copies = [shutil.copy(p, office / f"{p.stem}-{p.suffix[1:]}{p.suffix}") for p in files]
    command = ["soffice", f"-env:UserInstallation={(root / 'profile').as_uri()}", "--headless",
               "--convert-to", "pdf", "--outdir", str(root / "pdf"), *map(str, copies)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    made = {p.stem for p in (root / "pdf").glob("*.pdf") if p.stat().st_size > 5_000}
    assert made == {Path(copy).stem for copy in copies}


def test_the_reports_are_the_same_bytes_again(reports, root) -> None:
    for name, options in (("table.xlsx", ()), ("overview.html", ()), ("redline.docx",
                          ("--kind", "redline"))):
        again = root / f"again-{name}"
        _run("round", "report", root / "round", "-o", again, "--date", "2025-10-08", *options)
        assert again.read_bytes() == reports[name].read_bytes()


def test_the_library_is_enough() -> None:
    """The round needs nothing that only this test process has."""
    code = "import drafting; print(drafting.open_round.__name__)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "open_round"
