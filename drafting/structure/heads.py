"""What stands above the provisions: news and notices, 题注, 文号, addressees, the preamble.

    cover    before the title: a page's furniture, or the notice that carries the text (container
             ``notice``, its signature inside)
    preface  under the title: 题注 (``noteToTitle``), 文号 (``docNumber``), the announcement of a
             text whose title stands only inside that of its announcement (``notice``)
    preamble running text before the first 条
"""

from __future__ import annotations

import re

from drafting.records import record
from drafting.structure.rows import Row
from drafting.structure.tails import is_date, is_signature
from drafting.structure.titles import NOTE_LINE, NOTICE, bare_title, title_key
from drafting.text.patterns import LazyPattern

_NUMBER = re.compile(
    r".{0,12}[〔\[（(【]\s*(?:19|20)\d\d\s*[〕\]）)】]\s*(?:第\s*)?[\d一二三四五六七八九十]+\s*[号號]|.{0,30}第?\s*[\d一二三四五六七八九十百〇○零]+\s*[号號]"
)
_EVENT = re.compile(r"通[过過]|公布|[发發]布|施行|修[订訂正]|批准|[制製]定|印[发發]|起(?:生效|执行)")
_ANNOUNCING = LazyPattern(
    r"公[开開]征求|公[开開]徵求|征求意[见見]|[起拟擬]草了|公告期|公示期|反[馈饋]|[联聯]系[人电電]|[邮郵]箱|特此[公通]告|印[发發][给給]|[现現]予[公发發]|请[于以]"
)
_PREAMBLE = ("序言", "前言", "序", "引言")
_ACTS = ("决议", "決議", "决定", "決定", "批复", "意见", "意見")
_MAX_NOTE = 3000
_OPENERS, _CLOSERS = "（(", "）)"


@record
class Block:
    """A run of rows above or below the provisions, with the name of the container it becomes."""

    name: str
    rows: list[Row]


def cover_to_blocks(rows: list[Row], title: str) -> list[Block]:
    """Part what stands before the title into the page's furniture and the notice.

    A decision that amends the text and then prints it stands under the same title: a notice too.
    """
    key = title_key(title)
    start = next(
        (i for i, row in enumerate(rows) if _opens_notice(row) or title_key(row.text) == key),
        len(rows),
    )
    blocks = [Block("furniture", rows[:start]), Block("notice", rows[start:])]
    return [block for block in blocks if block.rows]


def _opens_notice(row: Row) -> bool:
    text = row.squeezed
    if not row.is_plain or len(text) > 100:
        return False
    return bool(NOTICE.search(text)) or bare_title(text).endswith(_ACTS)


def signature_start(rows: list[Row]) -> int:
    """Index from which the rows are all signature (bodies, persons, a day)."""
    start = len(rows)
    while start > 0 and is_signature(rows[start - 1]):
        start -= 1
    return start


def take_preface(rows: list[Row], title: str, announced: bool) -> tuple[list[Block], int]:
    """Part the rows under the title into blocks; return them and where the preface ends."""
    blocks: list[Block] = []
    i = 0
    key = title_key(title)
    while i < len(rows):
        name, size = _read_block(rows, i, key, announced)
        if not size:
            break
        if blocks and blocks[-1].name == name == "notice":
            blocks[-1].rows.extend(rows[i : i + size])
        else:
            blocks.append(Block(name, rows[i : i + size]))
        i += size
    return blocks, i


def _read_block(rows: list[Row], i: int, key: str, announced: bool) -> tuple[str, int]:
    """Name and size of the block that begins at ``i``; size 0 where the preface ends."""
    row, text = rows[i], rows[i].text
    if row.furniture:
        return "furniture", 1
    if not row.is_plain:
        return "", 0
    repeated = _repeats_title(rows, i, key)
    if repeated:
        return "repeatedTitle", repeated
    if len(text) < 60 and _NUMBER.fullmatch(text):
        return "docNumber", 1
    if text[0] in "（(*＊":
        return "noteToTitle", _note_size(rows, i)
    if is_date(text) or _is_event(row) or _closes_note(text):
        return "noteToTitle", 1
    if announced and _is_announcement(row):
        return "notice", 1
    return "", 0


def _note_size(rows: list[Row], i: int) -> int:
    """How many lines a 题注 takes: until its bracket closes."""
    depth = 0
    for size in range(1, min(13, len(rows) - i + 1)):
        row = rows[i + size - 1]
        if row.label is not None or len(row.text) > _MAX_NOTE:
            return max(1, size - 1)
        depth += sum(row.text.count(c) for c in _OPENERS) - sum(row.text.count(c) for c in _CLOSERS)
        if depth <= 0:
            return size
    return 1


def _closes_note(text: str) -> bool:
    """会议通过）: the end of a 题注 that a stray line break cut off."""
    return len(text) < 60 and text[-1] in _CLOSERS and not any(c in text for c in _OPENERS)


def _is_event(row: Row) -> bool:
    """2007年8月30日…通过; 根据…《关于修改…的决定》修正: an event of the text, no sentence of it."""
    text = row.text
    return (
        len(text) <= _MAX_NOTE and text[-1] not in "。：:；" and bool(NOTE_LINE.search(text))
        and bool(_EVENT.search(text))
    )


def _repeats_title(rows: list[Row], i: int, key: str) -> int:
    """How many lines from ``i`` print the title once more; 0 when they do not."""
    printed = ""
    for size in range(1, min(6, len(rows) - i + 1)):
        row = rows[i + size - 1]
        if not row.is_plain or len(row.text) > 110:
            return 0
        printed += title_key(row.text)
        if printed == key or (len(printed) > 6 and printed == key[-len(printed) :]):
            return size
        if not printed or printed[0] not in key or printed[-2:] not in key:
            return 0
    return 0


def _is_announcement(row: Row) -> bool:
    return bool(_ANNOUNCING.search(row.text)) and row.text[-1] not in ":："


def opens_preamble(row: Row) -> bool:
    """Whether the row begins a preamble: 序言, or a paragraph of running text."""
    if row.squeezed in _PREAMBLE:
        return True
    return row.text[0] not in "（(" and len(row.text) > 15 and row.closes_sentence
