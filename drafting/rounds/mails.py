"""Letters saved from a mail program (.eml): who sent it and when, its text; attachments are told.

Nothing of a mail is fetched or opened: pictures and links stay where they are, and what is attached
is a file of its own, to be saved and collected as such.
"""

from __future__ import annotations

from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from pathlib import Path

from drafting.errors import SourceError
from drafting.rounds.grids import clean_text
from drafting.sources import read

_HEADS = {"From": "发件人", "To": "收件人", "Subject": "主题"}


def mail_to_lines(data: bytes, name: str) -> tuple[list[tuple[int, str]], list[str]]:
    """The lines of a mail, its head as mail programs print it, and what is to be said of it.

    Raises SourceError for what is no mail or has no text.
    """
    mail = BytesParser(policy=policy.default).parsebytes(data)
    assert isinstance(mail, EmailMessage)  # what the default policy makes
    body = mail.get_body(("plain", "html"))
    if not mail.keys() or body is None:
        raise SourceError(name, "is no mail with a text", "save its text as .txt")
    text = _body_to_text(body, name)
    heads = [f"{shown}: {mail[key]}" for key, shown in _HEADS.items() if mail[key]]
    heads += [f"发送时间: {date}" for date in _read_date(mail)]
    lines = [clean_text(line) for line in (*heads, *text.split("\n"))]
    attached = [part.get_filename() or "无名" for part in mail.iter_attachments()]
    told = [f"有附件{len(attached)}个（{'、'.join(attached)}），请另存后收集"] if attached else []
    return [(n, line) for n, line in enumerate(lines, 1) if line], told


def _body_to_text(body: MIMEPart, name: str) -> str:
    try:
        content = body.get_content()
    except (LookupError, ValueError):  # a character set that nobody has: bytes as they are
        content = body.get_payload(decode=True)
    if isinstance(content, bytes):
        content = content.decode("gb18030", "replace")
    if body.get_content_subtype() != "html":
        return str(content)
    source = read(Path(name).with_suffix(".html"), "utf-8", "accept", str(content).encode())
    return "\n".join(line.text for line in source.lines)


def _read_date(mail: EmailMessage) -> list[str]:
    try:
        moment = parsedate_to_datetime(str(mail["Date"]))
    except (TypeError, ValueError):
        return []
    return [f"{moment:%Y年%m月%d日 %H:%M}"]
