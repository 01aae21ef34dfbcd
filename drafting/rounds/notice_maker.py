"""Makes the template of the notice: ``python -m drafting.rounds.notice_maker``.

The template is docxtpl's: a plain Word document with ``{{ title }}`` and the like in it, laid out
as GB/T 9704-2012 has it (title 小标宋 2号, text 仿宋 3号, 28 pt lines, headings 黑体), which staff
may edit. This script is how it began, and makes the same bytes each time.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from drafting.resources import find_resource
from drafting.writers.packaging import parts_to_package
from drafting.writers.template_parts import HEAD, R, W, fixed_parts

_BORN = datetime(2025, 1, 1)
_SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/>'
    '<w:footerReference w:type="even" r:id="rId5"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" '
    'w:footer="1304" w:gutter="0"/></w:sectPr>'
)
_LINE = '<w:spacing w:before="0" w:after="0" w:line="560" w:lineRule="exact"/>'
_INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
_HEI = '<w:rFonts w:ascii="黑体" w:hAnsi="黑体" w:eastAsia="黑体" w:cs="黑体" w:hint="eastAsia"/>'
_PLAIN = '<w:rFonts w:hint="eastAsia"/>'


def write_template(folder: Path) -> Path:
    """Write ``notice.docx`` into ``folder``; return its path."""
    document = (
        f'{HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{"".join(_paragraphs())}'
        f"{_SECTION}</w:body></w:document>"
    )
    parts = [*fixed_parts(), ("word/document.xml", document)]
    path = folder / "notice.docx"
    path.write_bytes(parts_to_package([(name, text.encode()) for name, text in parts], _BORN))
    return path


def _paragraphs() -> list[str]:
    return [
        _title("关于公开征求《{{ title }}》意见的公告"),
        _text(
            "为广泛听取社会各方面意见，现将《{{ title }}》向社会公布，公开征求意见。"
            "欢迎有关单位和社会各界人士提出宝贵意见。"
        ),
        _heading("一、征求意见时间"),
        _text("{{ first }}至{{ until }}。"),
        _heading("二、提出意见的方式"),
        _control("for way in ways"),
        _text("{{ way }}"),
        _control("endfor"),
        _heading("三、有关说明"),
        _text(
            "（一）请尽量使用《征求意见反馈表》（附件{{ form_number }}），写明所针对的条款、"
            "具体修改意见和理由；也可以直接在草案文本上批注、修订，或者另纸书写。"
        ),
        _text(
            "（二）请注明提出意见的单位名称或者个人姓名以及联系方式，以便沟通。"
            "个人信息仅用于本次征求意见工作，公布意见采纳情况时不公开。"
        ),
        _text("（三）征求意见的情况将向社会通报。"),
        _control("if contact"),
        _text("{{ contact }}"),
        _control("endif"),
        _blank(),
        _text("附件："),
        _control("for annex in annexes"),
        _text("{{ annex }}"),
        _control("endfor"),
        _blank(),
        _signature("{{ organ }}"),
        _signature("{{ first }}"),
    ]


def _title(text: str) -> str:
    return _paragraph('<w:pStyle w:val="DraftingTitle"/>', "", text)


def _heading(text: str) -> str:
    return _paragraph(f"<w:keepNext/>{_LINE}{_INDENT}", _HEI, text)


def _text(text: str) -> str:
    return _paragraph(f'{_LINE}{_INDENT}<w:jc w:val="both"/>', _PLAIN, text)


def _signature(text: str) -> str:
    # GB/T 9704-2012 7.3.5: 成文日期 four characters from the right edge
    properties = f'{_LINE}<w:ind w:rightChars="400" w:right="1280"/><w:jc w:val="right"/>'
    return _paragraph(properties, _PLAIN, text)


def _control(statement: str) -> str:
    return _paragraph(_LINE, "", f"{{%p {statement} %}}")


def _blank() -> str:
    return f"<w:p><w:pPr>{_LINE}</w:pPr></w:p>"


def _paragraph(properties: str, look: str, text: str) -> str:
    return (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{look or _PLAIN}</w:rPr>"
        f"<w:t>{text}</w:t></w:r></w:p>"
    )


if __name__ == "__main__":
    print(write_template(find_resource("templates")))
