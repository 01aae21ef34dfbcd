"""Web pages: the regulation is text, what surrounds it is furniture, nothing is lost."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.errors import SourceError
from drafting.sources import Line, read
from drafting.sources.html import page_to_lines, read_html
from drafting.sources.mht import read_mht


def lines(page: str) -> list[Line]:
    return list(read_html("x", page.encode()).lines)


def texts(page: str) -> list[str]:
    return [line.text for line in lines(page)]


def body(page: str) -> list[str]:
    return [line.text for line in lines(page) if not line.furniture]


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<p>第一条&emsp;甲</p><p>乙</p>", ["第一条\u2003甲", "乙"]),
        ("<p>甲<br>乙<br/>丙</p>", ["甲", "乙", "丙"]),
        ("<p>为了规范\n   数据，a\nb</p>", ["为了规范数据，a b"]),
        ("<div>甲<span>乙</span><b>丙</b></div>丁", ["甲乙丙", "丁"]),
        ("<span style='display: block'>甲</span><span>乙</span>", ["甲", "乙"]),
        ("<pre>甲\n  乙</pre>", ["甲", "  乙"]),
        ("<p>甲<script>x</script><style>y</style><!-- z -->乙</p>", ["甲乙"]),
        ("<p>&nbsp;</p><p>　　第一条　甲 </p>", ["　　第一条　甲"]),
        ("<ul><li>甲<li>乙</ul>", ["甲", "乙"]),
        ("<ol start=3><li>甲</li><li value=7>乙</li><li>丙</li></ol>", ["3. 甲", "7. 乙", "8. 丙"]),
        ("<ol type=a><li>甲</li></ol>", ["a. 甲"]),
        ("<ol><li>（一）甲</li><li>二、乙</li></ol>", ["（一）甲", "二、乙"]),
        ("<ol style='list-style: none'><li>甲</li></ol>", ["甲"]),
        ("<p>a<sup>2</sup>&#1;b&#xFFFF;</p>", ["a2b"]),
        ("甲<p>乙<div>丙</div>丁", ["甲", "乙", "丙", "丁"]),
        ("<textarea>甲\n乙</textarea>", ["甲", "乙"]),
    ],
)
def test_what_a_page_prints(inner: str, expected: list[str]) -> None:
    assert texts(f"<html><body>{inner}</body></html>") == expected


def test_headings_and_numbers_are_hints() -> None:
    page = "<html><body><h1>条例</h1><h3>第一章 总则</h3><ol><li>甲</li></ol></body></html>"
    assert [(x.text, x.outline, x.label) for x in lines(page)] == [
        ("条例", 1, ""), ("第一章 总则", 3, ""), ("1. 甲", 0, "1."),
    ]  # fmt: skip


def test_tables_of_data_have_cells_with_their_place() -> None:
    page = (
        "<html><body><table><caption>附表</caption><thead><tr><th rowspan=2>项目<th colspan=2>标准"
        "<tr><td>低<td>高</thead><tbody><tr><td>水<br>气<td>1<td>2</tbody></table></body></html>"
    )
    assert [(x.text, x.table, x.span) for x in lines(page)] == [
        ("附表", None, (1, 1)),
        ("项目", (1, 1, 1), (2, 1)), ("标准", (1, 1, 2), (1, 2)),
        ("低", (1, 2, 2), (1, 1)), ("高", (1, 2, 3), (1, 1)),
        ("水", (1, 3, 1), (1, 1)), ("气", (1, 3, 1), (1, 1)),
        ("1", (1, 3, 2), (1, 1)), ("2", (1, 3, 3), (1, 1)),
    ]  # fmt: skip


def test_tables_that_lay_out_the_page_are_none() -> None:
    row = "<p>第{}条　为了规范数据处理活动，保障数据安全，制定本条例。</p>"
    law = "".join(map(row.format, "一二三四五六"))
    page = f"<html><body><table><tr><td>左栏</td><td>{law * 5}</td></tr></table></body></html>"
    assert {x.table for x in lines(page)} == {None}
    nested = "<table><tr><td><table><tr><td>a<td>b</table></td><td>c</td></tr></table>"
    assert [x.table for x in lines(f"<html>{nested}")] == [(1, 1, 1), (1, 1, 2), None]


TRS = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>{title}_某市人民政府</title>
<script>var a = "<p>第一条</p>";</script></head><body>
<div class="header"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li>
<li><a href="/hd">互动交流</a></li></ul><form><input name=q><button>搜索</button></form></div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zw">法规</a></div>
<div class="main"><h1>{title}</h1>
<div class="info"><span>发布时间：2023-01-01</span> <span>来源：市司法局</span>
<a href="#">打印</a></div>
<div id="zoom" class="TRS_Editor">{text}</div>
<div class="share">分享到：<a href="#">微信</a> <a href="#">微博</a></div></div>
<div class="side"><h3>相关文章</h3><ul><li><a href="/1">某省条例公布</a></li>
<li><a href="/2">第二条经验</a></li></ul></div>
<div class="footer"><p>版权所有：某市人民政府 主办单位：某市人民政府办公厅</p>
<p>ICP备12345678号</p></div>
<div style="display:none">扫一扫</div></body></html>"""
TABLES = """<html><head>
<meta http-equiv="Content-Type" content="text/html; charset={charset}">
<title>{title}</title></head><body bgcolor=white><table width=1000><tr><td><a href=/>首页</a></td>
<td><a href=/b>新闻</a></td></tr></table><table width=1000><tr><td><a href=/c>栏目一</a><br>
<a href=/d>栏目二</a></td><td><table><tr><td align=center><font size=5>{title}</font></td></tr>
<tr><td>浏览次数：123</td></tr><tr><td>{text}</td></tr></table></td></tr></table>
<table><tr><td>联系我们 | 网站地图 | 版权所有</td></tr></table></body></html>"""
DIVS = """<html><head><title>x</title></head><body><nav><a href=/>首页</a></nav><article>
<header>{title}</header><section>{text}</section></article><aside>推荐阅读</aside>
<footer>Copyright 2023</footer></body></html>"""


@pytest.fixture(scope="module")
def laws(shared: Path) -> list[Path]:
    return sorted((shared / "corpus" / "laws").glob("*.txt"))


@pytest.mark.corpus
@pytest.mark.parametrize("template", [TRS, TABLES, DIVS], ids=["trs", "tables", "divs"])
@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_real_laws_in_typical_pages(template: str, charset: str, laws: list[Path]) -> None:
    encoding = "gb18030" if charset == "gb2312" else charset
    for law in laws:
        rows = [row.strip() for row in law.read_text("utf-8").splitlines() if row.strip()]
        title, rows = rows[0], rows[1:]
        text = "".join(f"<p>　　{html.escape(row)}</p>\n" for row in rows)
        page = template.format(charset=charset, title=html.escape(title), text=text)
        found = read_html(law.name, page.encode(encoding)).lines
        kept = [" ".join(line.text.split()) for line in found if not line.furniture]
        assert kept == [" ".join(row.split()) for row in (title, *rows)], law.name
        assert len(found) > len(kept)


@pytest.mark.parametrize("template", [TRS, TABLES, DIVS], ids=["trs", "tables", "divs"])
def test_nothing_of_a_page_is_lost(template: str, seeds: Path) -> None:
    text = (seeds / "shanghai-robot-plan-2023.txt").read_text("utf-8")
    rows = [row.strip() for row in text.splitlines() if row.strip()]
    page = template.format(charset="utf-8", title="行动方案", text="<br>".join(rows))
    seen = re.sub(r"(?s)<(script|title)\b.*?</\1>|<!--.*?-->|<[^>]+>", " ", page)
    printed = sorted("".join(html.unescape(seen).split()))
    found = "".join("".join(line.text.split()) for line in lines(page))
    assert sorted(found) == printed or sorted(found.removeprefix("x")) == printed
    kept = body(page)
    assert [" ".join(row.split()) for row in rows] == [
        " ".join(k.split()) for k in kept if k != "行动方案"
    ]


def test_signature_and_adoption_note_belong_to_the_body() -> None:
    law = "".join(f"<p>第{n}条　为了规范数据处理活动，制定本条例。</p>" for n in "一二三四五六")
    page = (
        "<html><body><div><a href=/>首页</a><h2>某市数据条例</h2>"
        "<p>（2022年1月1日某市人大常委会通过）</p>"
        f"<p>来源：某报</p><div>{law}</div><p>某市人民政府</p><p>2022年1月1日</p>"
        "<p>责任编辑：甲</p></div></body></html>"
    )
    kept = body(page)
    assert kept[:2] == ["某市数据条例", "（2022年1月1日某市人大常委会通过）"]
    assert kept[-2:] == ["某市人民政府", "2022年1月1日"]
    assert "来源：某报" not in kept and "责任编辑：甲" not in kept


def test_a_page_without_a_regulation_keeps_its_text() -> None:
    assert body("<html><body><p>你好</p><p>世界</p></body></html>") == ["你好", "世界"]


def test_a_title_that_only_the_browser_shows_is_kept_as_furniture() -> None:
    found = lines("<html><head><title>某市条例</title></head><body><p>第一条 甲</p></body></html>")
    assert [(x.text, x.furniture) for x in found] == [("某市条例", True), ("第一条 甲", False)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "big5hkscs"])
@pytest.mark.parametrize("meta", ["", '<meta charset="gbk">', '<meta charset="big5">'])
def test_charsets_even_false_ones(encoding: str, meta: str) -> None:
    row = "第一條　為了促進人工智慧產業發展，根據有關法律、行政法規，結合實際，制定本條例。"
    page = f"<html><head>{meta}</head><body><p>{row}</p></body></html>"
    assert texts(page.encode(encoding).decode(encoding)) == [row]
    found = read_html("x", page.encode(encoding))
    assert [line.text for line in found.lines] == [row]


def test_a_wrong_byte_is_an_error_not_a_replacement() -> None:
    page = "<html><p>第一条　为了规范数据处理活动，制定本条例。</p>".encode() + b"\xff\xfe\xfd"
    with pytest.raises(SourceError, match="neither valid UTF-8"):
        read_html("x", page)


MHT = (
    "From: saved\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype=\"text/html\";\n"
    "\tboundary=\"----=_A\"\n\nThis is a multi-part message.\n\n------=_A\n"
    "Content-Type: text/html;\n\tcharset=\"{charset}\"\nContent-Transfer-Encoding: {transfer}\n"
    "Content-Location: http://127.0.0.1/a\n\n{page}\n------=_A\nContent-Type: image/gif\n"
    "Content-Transfer-Encoding: base64\n\nR0lGODlhAQABAAAAACw=\n------=_A--\n"
)  # fmt: skip


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "big5"])
@pytest.mark.parametrize("transfer", ["quoted-printable", "base64", "8bit"])
def test_web_archives(charset: str, transfer: str, newline: str, tmp_path: Path) -> None:
    import base64
    import quopri

    page = "<html><body><p>第一條　根據法律，制定本法規。</p></body></html>"
    data = page.encode("gb18030" if charset == "gb2312" else charset)
    coded = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes}.get(transfer)
    whole = MHT.format(charset=charset, transfer=transfer, page="@@").replace("\n", newline)
    path = tmp_path / "a.mht"
    path.write_bytes(whole.encode().replace(b"@@", coded(data) if coded else data))
    source = read(path)
    assert [line.text for line in source.lines] == ["第一條　根據法律，制定本法規。"]
    assert source.format == "mht"


def test_an_archive_named_doc_is_read_as_what_it_is(tmp_path: Path) -> None:
    page = "<html><body><p>第一条　甲。</p></body></html>"
    path = tmp_path / "a.doc"
    path.write_text(MHT.format(charset="utf-8", transfer="8bit", page=page), "utf-8")
    source = read(path)
    assert [line.text for line in source.lines] == ["第一条　甲。"]
    assert source.notes == ("named .doc, but is a web archive (.mht): read as that",)


def test_a_word_page_prints_its_list_numbers() -> None:
    page = (
        "<html><body><p class=MsoListParagraph><![if !supportLists]>"
        "<span style='mso-list:Ignore'>第一条<span style='font:7.0pt'>&nbsp;&nbsp; </span></span>"
        "<![endif]>为了规范\n数据</p></body>"
    )
    assert [" ".join(t.split()) for t in texts(page)] == ["第一条 为了规范数据"]


_WORDS = (
    "<p> </p> <div> </div> <table> <tr> <td> </td> </tr> </table> <br> <ol> <li> </ol> <a> </a> "
    "<pre> </pre> <script> </script> <!-- --> <h1> </h1> <nav> </nav> 第一条 （一） 甲 乙。 &#0; "
    "<b> </b> <span> </span> <select> <option> <![if <?php \x00 \n <tr <td colspan=9999999999"
)
_MARKUP = st.lists(st.sampled_from(_WORDS.split(" ")), max_size=40).map("".join)


@given(_MARKUP)
@settings(max_examples=150, deadline=None)
def test_any_markup_gives_lines_in_order(page: str) -> None:
    found, _ = page_to_lines("x", page)
    assert [line.number for line in found] == list(range(1, len(found) + 1))
    assert all(line.text.strip() for line in found)


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_archive_is_lines_or_one_clear_error(data: bytes) -> None:
    try:
        head = b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
        read_mht("x", head + data)
    except SourceError as error:
        assert "\n" not in str(error)


@pytest.mark.parametrize("charset", ["a\\0b", "idna", "base64", "unicode_escape", "nonsense"])
def test_a_nonsense_charset_is_passed_over(charset: str) -> None:
    row = "第一條　為了促進人工智慧產業發展，根據有關法律，制定本條例。"
    page = f'<html><meta charset="{charset}"><body><p>{row}</p></body></html>'.encode("gb18030")
    archive = MHT.format(charset=charset.replace("\\0", "\0"), transfer="8bit", page="@@")
    for found in (
        read_html("x", page.replace(b"\\0", b"\0")),
        read_mht("x", archive.encode().replace(b"@@", page)),
    ):
        assert [line.text for line in found.lines] == [row]


def test_a_tag_that_no_xml_could_have() -> None:
    assert body("<html><a\x01b><p>第一条　甲。</p></a\x01b></html>") == ["第一条　甲。"]
    assert body("<html><a:b:c><p>第一条　甲。</p></a:b:c></html>") == ["第一条　甲。"]


def test_a_page_wrapped_in_a_form_or_hidden_until_a_script_runs() -> None:
    law = "".join(f"<p>第{n}条　为了规范数据处理活动，制定本条例。</p>" for n in "一二三四五六")
    for wrapped in (f"<form id=form1>{law}</form>", f"<div style='display:none'>{law}</div>"):
        page = f"<html><body><div><a href=/>首页</a></div>{wrapped}</body></html>"
        assert len(body(page)) == 6


def test_a_table_of_contents_apart_from_the_text_belongs_to_it() -> None:
    law = "".join(f"<p>第{n}条　为了规范数据处理活动，制定本条例。</p>" for n in "一二三四五六")
    page = (
        "<html><body><nav><a href=/>首页</a></nav><h1>某市数据条例</h1>"
        "<div><p>目录</p><p><a href='#c1'>第一章 总则</a></p></div>"
        f"<div>{law}</div><p><a href='/next'>下一篇</a></p></body></html>"
    )
    assert body(page)[:3] == ["某市数据条例", "目录", "第一章 总则"]
    assert "下一篇" not in body(page)


def test_a_page_without_tags_is_text() -> None:
    assert [x.text for x in read_html("x", "第一条\n第二条".encode()).lines] == ["第一条", "第二条"]
