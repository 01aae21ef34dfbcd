"""Makes ``templates/official.docx``: the page and the styles of an official document.

GB/T 9704-2012 党政机关公文格式: A4; 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm; body 三号 仿宋, 22
lines of 28 characters; title 二号 小标宋; 一、 黑体, （一） 楷体; page number 四号 宋体 between
一字线 at the outer edge. Staff may edit the file in Word afterwards: styles are found by their
names, the page is taken as it stands.

Run ``python -m drafting.word.official templates/official.docx`` to make it anew.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from drafting.records import record
from drafting.word.elements import make
from drafting.word.names import w
from drafting.word.roles import LABEL_STYLE, STYLES

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section
    from docx.styles.style import BaseStyle
    from lxml import etree

BODY, TITLE, BLACK, ITALIC, NUMBER = (
    "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体",
)
FALLBACKS = {BODY: "仿宋", TITLE: "小标宋", BLACK: "SimHei", ITALIC: "楷体", NUMBER: "SimSun"}
"""Fonts and the name of what stands in for each where it is missing (w:altName)."""
LINE_PITCH = 579
"""22 lines in 225 mm, in twentieths of a point."""
CHARACTER_SPACING = -5
"""Without it 27 characters of 16 points fit into 156 mm, with it 28 (measured)."""
_UNNEEDED = (
    "docProps/thumbnail.jpeg", "word/stylesWithEffects.xml", "word/numbering.xml",
    "word/webSettings.xml", "customXml/item1.xml",
)
"""Parts of python-docx's own template that nothing here uses (one of them 430 KB)."""
_KEPT = {
    "Normal", "Default Paragraph Font", "Normal Table", "No List", "Table Grid", "header", "footer",
}


@record
class Look:
    """How a paragraph style looks. ``size`` in half-points; ``align`` as w:jc; ``first`` and
    ``right`` are indents in characters; ``outline`` is the level in Word's navigation (0: none).
    """

    font: str = BODY
    size: int = 32
    align: str = "both"
    first: int = 0
    left: int = 0
    right: int = 0
    spacing: int = 0
    outline: int = 0
    keep: bool = False
    line: int = LINE_PITCH
    color: str = ""
    page_break: bool = False


LOOKS = {
    "body": Look(first=2),
    "title": Look(TITLE, 44, "center", spacing=290, line=700),
    "caption": Look(ITALIC, align="center"),
    "toc-heading": Look(BLACK, align="center", keep=True),
    "toc-1": Look(align="left", first=2),
    "toc-2": Look(align="left", left=2, first=2),
    "part": Look(BLACK, 36, "center", spacing=290, outline=1, keep=True),
    "chapter": Look(BLACK, align="center", spacing=290, outline=2, keep=True),
    "section": Look(ITALIC, align="center", spacing=145, outline=3, keep=True),
    "article": Look(first=2),
    "paragraph": Look(first=2),
    "point": Look(first=2),
    "indent": Look(first=2),
    "level-1": Look(BLACK, first=2, outline=1, keep=True),
    "level-2": Look(ITALIC, first=2, outline=2, keep=True),
    "level-3": Look(first=2, outline=3, keep=True),
    "attachment": Look(BLACK, align="left", outline=1, keep=True, page_break=True),
    "salutation": Look(align="left"),
    "signature": Look(align="right", right=2),
    "cell": Look(size=24, align="center", line=320),
    "note": Look(size=28, first=2),
    "furniture": Look(NUMBER, 21, "left", line=320, color="7F7F7F"),
}


def make_official_template() -> bytes:
    """Return the template; the same bytes on every run."""
    import docx

    from drafting.word.package import read_package

    document = docx.Document()
    _prune_styles(document)
    _set_defaults(document)
    for role, look in LOOKS.items():
        _add_style(document, STYLES[role], role, look)
    _add_character_styles(document)
    _set_page(document.sections[0])
    _set_settings(document)
    _add_samples(document)
    _set_properties(document)
    buffer = io.BytesIO()
    document.save(buffer)
    package = read_package(buffer.getvalue())
    for part in _UNNEEDED:
        package.drop_part(part)
    package.set_part("word/fontTable.xml", _font_table())
    return package.save()


def _prune_styles(document: Document) -> None:
    """python-docx's own template brings 160 styles of which a regulation needs seven."""
    for style in list(document.styles.element.iterchildren(w("style"))):
        name = style.find(w("name"))
        if name is None or name.get(w("val")) not in _KEPT:
            document.styles.element.remove(style)


def _set_defaults(document: Document) -> None:
    defaults = document.styles.element.find(w("docDefaults"))
    fonts = next(defaults.iter(w("rFonts")))
    fonts.attrib.clear()
    _set_fonts(fonts, BODY)
    next(defaults.iter(w("lang"))).set(w("eastAsia"), "zh-CN")
    paragraph = next(defaults.iter(w("pPrDefault")))
    for child in list(paragraph):
        paragraph.remove(child)
    normal = document.styles["Normal"].element
    for child in normal.findall(w("rPr")) + normal.findall(w("pPr")):
        normal.remove(child)
    _fill(normal, Look())


def _add_style(document: Document, name: str, role: str, look: Look) -> None:
    from docx.enum.style import WD_STYLE_TYPE

    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    style.element.set(w("styleId"), "".join(part.capitalize() for part in role.split("-")))
    _fill(style.element, look)


def _fill(style: etree._Element, look: Look) -> None:
    style.append(_paragraph_properties(look))
    run = make("rPr")
    fonts = make("rFonts")
    _set_fonts(fonts, look.font)
    run.append(fonts)
    if look.color:
        run.append(make("color", val=look.color))
    run.append(make("spacing", val=str(CHARACTER_SPACING)))
    run.append(make("sz", val=str(look.size)))
    run.append(make("szCs", val=str(look.size)))
    style.append(run)


def _paragraph_properties(look: Look) -> etree._Element:
    """In the order of CT_PPr: keepNext, pageBreakBefore, spacing, ind, jc, outlineLvl."""
    properties = make("pPr")
    if look.keep:
        properties.append(make("keepNext"))
    if look.page_break:
        properties.append(make("pageBreakBefore"))
    space = str(look.spacing)
    if look.line:
        spacing = make("spacing", before=space, after=space, line=str(look.line), lineRule="exact")
    else:
        spacing = make("spacing", before=space, after=space)
    properties.append(spacing)
    if look.first or look.left or look.right:
        width = look.size * 10
        properties.append(
            make(
                "ind",
                leftChars=str(look.left * 100), left=str(look.left * width),
                rightChars=str(look.right * 100), right=str(look.right * width),
                firstLineChars=str(look.first * 100), firstLine=str(look.first * width),
            )
        )
    properties.append(make("jc", val=look.align))
    if look.outline:
        properties.append(make("outlineLvl", val=str(look.outline - 1)))
    return properties


def _set_fonts(fonts: etree._Element, name: str) -> None:
    for slot in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(w(slot), name)


def _add_character_styles(document: Document) -> None:
    from docx.enum.style import WD_STYLE_TYPE

    label = document.styles.add_style(LABEL_STYLE, WD_STYLE_TYPE.CHARACTER)
    label.element.set(w("styleId"), "ArticleLabel")
    label.quick_style = True
    _give_font(label, BLACK)
    reference = document.styles.add_style("annotation reference", WD_STYLE_TYPE.CHARACTER)
    reference.element.set(w("styleId"), "CommentReference")
    reference.element.get_or_add_rPr().append(make("sz", val="21"))
    text = document.styles.add_style("annotation text", WD_STYLE_TYPE.PARAGRAPH)
    text.element.set(w("styleId"), "CommentText")
    text.base_style = document.styles["Normal"]
    text.element.append(_paragraph_properties(Look(align="left", line=0)))
    run = make("rPr")
    run.append(make("spacing", val="0"))
    run.append(make("sz", val="21"))
    text.element.append(run)


def _give_font(style: BaseStyle, name: str) -> None:
    fonts = make("rFonts")
    _set_fonts(fonts, name)
    style.element.get_or_add_rPr().append(fonts)


def _set_page(section: Section) -> None:
    from docx.shared import Mm

    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance, section.header_distance = Mm(24.5), Mm(15)
    for child in section._sectPr.findall(w("docGrid")):
        section._sectPr.remove(child)
    section._sectPr.append(make("docGrid", type="lines", linePitch=str(LINE_PITCH)))
    _number_pages(section.footer.paragraphs[0]._p, "right", "rightChars", "right")
    _number_pages(section.even_page_footer.paragraphs[0]._p, "left", "leftChars", "left")


def _number_pages(paragraph: etree._Element, align: str, characters: str, side: str) -> None:
    """— 1 —, one character in from the outer edge."""
    for child in list(paragraph):
        paragraph.remove(child)
    properties = make("pPr")
    paragraph.append(properties)
    properties.append(make("spacing", before="0", after="0"))
    properties.append(make("ind", **{characters: "100", side: "280"}))
    properties.append(make("jc", val=align))
    for piece in ("— ", "begin", "PAGE", "separate", "1", "end", " —"):
        paragraph.append(_footer_run(piece))


def _footer_run(piece: str) -> etree._Element:
    run = make("r")
    properties = make("rPr")
    fonts = make("rFonts", hint="eastAsia")
    _set_fonts(fonts, NUMBER)
    properties.extend([fonts, make("sz", val="28"), make("szCs", val="28")])
    run.append(properties)
    if piece in ("begin", "separate", "end"):
        run.append(make("fldChar", fldCharType=piece))
        return run
    text = make("instrText" if piece == "PAGE" else "t")
    text.text = f" {piece} " if piece == "PAGE" else piece
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(text)
    return run


def _set_settings(document: Document) -> None:
    document.settings.odd_and_even_pages_header_footer = True
    settings = document.settings.element
    zoom = settings.find(w("zoom"))
    if zoom is not None:
        zoom.set(w("percent"), "100")
    theme = settings.find(w("themeFontLang"))
    if theme is not None:
        theme.set(w("eastAsia"), "zh-CN")
    for setting in settings.iter(w("compatSetting")):
        if setting.get(w("name")) == "compatibilityMode":
            setting.set(w("val"), "15")


def _iter_samples() -> Iterator[tuple[str, str]]:
    yield "title", "公文标题样式"
    yield "caption", "（题注行样式：机关、日期）"
    yield "part", "第一编　编标题样式"
    yield "chapter", "第一章　章标题样式"
    yield "section", "第一节　节标题样式"
    yield "article", "第一条　条文样式。改动本模板的样式、页边距、页脚，所生成的文书随之改变。"
    yield "point", "（一）项的样式；"
    yield "level-1", "一、一级标题样式"
    yield "level-2", "（一）二级标题样式"
    yield "signature", "落款样式"


def _add_samples(document: Document) -> None:
    for role, text in _iter_samples():
        document.add_paragraph(text, style=STYLES[role])


def _set_properties(document: Document) -> None:
    from datetime import datetime

    core = document.core_properties
    core.author = core.last_modified_by = "drafting"
    core.title, core.comments, core.keywords = "公文格式模板", "", ""
    core.created = core.modified = datetime(2025, 1, 1)
    core.revision = 1


def _font_table() -> bytes:
    from lxml import etree

    root = make("fonts")
    for name, other in FALLBACKS.items():
        font = make("font", name=name)
        font.extend(
            [
                make("altName", val=other), make("charset", val="86"),
                make("family", val="auto"), make("pitch", val="variable"),
            ]
        )
        root.append(font)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(make_official_template())
