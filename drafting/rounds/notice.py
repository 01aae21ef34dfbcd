"""The notice of consultation (公告): what is published, how to comment, until when, to whom.

Filled into ``templates/notice.docx`` (docxtpl), which staff may edit in Word. What nobody told is
left as a blank to fill in; nothing is made up.
"""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from typing import Any

from lxml import etree

from drafting.akn import Tree
from drafting.errors import DraftingError, SourceError
from drafting.records import record
from drafting.resources import find_resource
from drafting.rounds.period import Period, date_to_chinese
from drafting.writers.packaging import normalise_package

_BLANK = "＿＿＿＿＿＿"


@record
class Contact:
    """Who asks and how to answer; "" for what is not known yet."""

    organ: str = ""
    email: str = ""
    address: str = ""
    phone: str = ""
    website: str = ""
    person: str = ""

    @property
    def missing(self) -> list[str]:
        """What a notice must tell and this does not."""
        way = self.email or self.address or self.website
        said = {"征求意见的单位": self.organ, "提出意见的途径（邮箱、地址或者网站）": way}
        return [name for name, value in said.items() if not value]


def notice_to_docx(
    tree: Tree, note: Tree | None, period: Period, contact: Contact, date: datetime
) -> bytes:
    """Return the notice for ``tree`` as .docx, every stamp ``date``."""
    context = make_context(tree, note, period, contact)
    return fill_template(find_resource("templates", "notice.docx"), context, date)


def make_context(tree: Tree, note: Tree | None, period: Period, contact: Contact) -> dict[str, Any]:
    """What the template may name."""
    title = tree.title or tree.source.name
    notes = [note.title or "起草说明"] if note else []
    annexes = [f"《{name}》" for name in (title, *notes, "征求意见反馈表")]
    return {
        "title": title,
        "organ": contact.organ or _BLANK,
        "first": date_to_chinese(period.first),
        "until": date_to_chinese(period.last),
        "ways": _list_ways(title, contact),
        "contact": _list_contact(contact),
        "annexes": [f"{n}. {text}" for n, text in enumerate(annexes, 1)],
        "form_number": len(annexes),
    }


def _list_ways(title: str, contact: Contact) -> list[str]:
    ways = []
    if contact.website:
        ways.append(f"登录网站（{contact.website}）提出")
    if contact.email or not (contact.address or contact.website):
        ways.append(f"发送电子邮件至{contact.email or _BLANK}")
    if contact.address or not (contact.email or contact.website):
        stripped = title.partition("(")[0].partition("（")[0]
        ways.append(
            f"寄送信函至{contact.address or _BLANK}，并在信封上注明“{stripped}征求意见”字样"
        )
    ends = ["；"] * (len(ways) - 1) + ["。"]
    numbers = "一二三四五六七八九"
    return [f"（{n}）{way}{end}" for n, way, end in zip(numbers, ways, ends, strict=False)]


def _list_contact(contact: Contact) -> str:
    said = (("联系人", contact.person), ("联系电话", contact.phone))
    return "　".join(f"{name}：{value}" for name, value in said if value)


def fill_template(path: Path, context: dict[str, Any], date: datetime) -> bytes:
    """Return the .docx that ``path`` makes of ``context``. Raises SourceError or DraftingError."""
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError
    from jinja2.sandbox import SandboxedEnvironment

    try:
        document = DocxTemplate(str(path))
        document.init_docx()
    except (KeyError, ValueError, OSError) as error:
        raise SourceError(path, f"is no Word template ({error})", "restore it") from None
    try:
        document.render(context, SandboxedEnvironment(autoescape=True))
    except (TemplateError, etree.XMLSyntaxError) as error:
        raise DraftingError(f"{path}: the template cannot be filled in ({error})") from None
    properties = document.docx.core_properties
    properties.title = f"关于公开征求《{context['title']}》意见的公告"
    properties.created = properties.modified = date
    properties.last_modified_by, properties.revision = properties.author, 1
    buffer = io.BytesIO()
    document.docx.save(buffer)
    return normalise_package(buffer.getvalue(), date)
