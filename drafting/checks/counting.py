"""Rows of provisions that count together, judged by ``sequences`` and told in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from drafting.akn.eids import num_to_number
from drafting.checks.nodes import Node
from drafting.checks.sequences import Break, Number, find_breaks
from drafting.checks.view import Fault, Spot, View
from drafting.records import record
from drafting.text.citations import rewrite_step
from drafting.text.numerals import NUMERAL_CHARS

LAW_65 = "立法法第六十五条"
NUMERAL = re.compile(f"[{NUMERAL_CHARS}]+|[0-9０-９]+")
_SPACES = re.compile(r"[\s\u3000]+")


@record
class Count:
    """Provisions that count together; ``first`` is the number they must begin with."""

    nodes: list[Node]
    first: int | None = 1


@lru_cache(maxsize=4096)
def read_number(num: str) -> Number | None:
    """第一百二十条之一 → (120, 1); （三） → (3, 0); None when it cannot be read."""
    number = num_to_number(num)
    if number is None:
        return None
    base, _, sub = number.partition("-")
    return int(base), int(sub.partition("-")[0] or 0)


def _is_run_in(view: View, row: Count, found: Break) -> bool:
    """Whether all missing numbers stand in the line of the provision before the gap."""
    faults = view.share("run-in", lambda: list(iter_run_in(view)))
    before, here = row.nodes[found.index - 1], read_number(row.nodes[found.index].num)
    inside = {number[0] for _, (node, number) in faults if node is before}
    return here is not None and set(range(found.due[0], here[0])) <= inside


def write_due(sample: str, due: Number) -> str:
    """The label that was due, in the style of ``sample``: 第五条, （三）, 2."""
    number = f"{due[0]}-{due[1]}" if due[1] else str(due[0])
    return _SPACES.sub("", rewrite_step(sample.partition("之")[0], number))


def iter_count_faults(view: View, row: Count) -> Iterator[tuple[Break, Fault]]:
    """The faults of one row of provisions; a gap whose numbers are printed in mid-line is none."""
    nums = [n.num for n in row.nodes]
    for found in find_breaks([read_number(n) for n in nums], row.first):
        here = row.nodes[found.index]
        if found.kind == "gap" and found.index and _is_run_in(view, row, found):
            continue
        if found.kind == "gap" and found.index and not nums[found.index - 1]:
            continue  # the heading before has no number: told there
        if found.kind == "unread":
            if _lacks_label(row, found.index):
                message = _tell_unlabelled(row, found)
                yield found, Fault(view.spot_of(here), message, node=here)
            continue  # a numeral that cannot be read is N011's
        message = _MESSAGES[found.kind](found, nums) + _tell_line_before(view, row, found)
        yield found, Fault(view.spot_of(here), message, node=here)


def _lacks_label(row: Count, index: int) -> bool:
    """Whether a 章 or 节 lost its label; the 附则 of a code is a 编 without number."""
    node = row.nodes[index]
    if node.num or not node.heading or not any(n.num for n in row.nodes):
        return False
    return not (node.kind == "part" and squeeze(node.heading) == "附则")


def _tell_unlabelled(row: Count, found: Break) -> str:
    """What its number was, where those around it say so."""
    node, rest = row.nodes[found.index], row.nodes[found.index + 1 :]
    after = next(((place, n) for place, n in enumerate(rest, 1) if n.num), None)
    message = f"标题“{squeeze(node.heading)}”没有序号"
    if after is not None and read_number(after[1].num) != (found.due[0] + after[0], 0):
        return f"{message}，其后为“{squeeze(after[1].num)} {squeeze(after[1].heading)}”"
    sample = next(n.num for n in row.nodes if n.num)
    return f"{message}，按顺序应为“{write_due(sample, found.due)}”"


_OTHER_LABEL = re.compile(rf"[（(]?(?:\d{{1,2}}|[{NUMERAL_CHARS}]{{1,3}})[）).．、]")


def _tell_line_before(view: View, row: Count, found: Break) -> str:
    """Whether the item left out is there, but for its label: the line before ends in “；”."""
    here = row.nodes[found.index]
    line = view.rows[here.row.index - 1] if here.row is not None and here.row.index else None
    if found.kind != "gap" or here.kind != "point" or line is None:
        return ""
    text = line.plain.strip()
    label = _OTHER_LABEL.match(text)
    if label is not None and read_number(label[0]) == found.due:
        return f"（前一行的序号为“{label[0]}”，写法不一致）"
    if line.head:
        return ""
    return f"（前一行“{text[:12]}……”没有序号）" if text[-1:] in ("；", ";") and text[12:] else ""


def _tell_gap(found: Break, nums: list[str]) -> str:
    here = nums[found.index]
    number = read_number(here)
    assert number is not None  # a gap is told only on a number that was read
    due, last = write_due(here, found.due), write_due(here, (number[0] - 1, 0))
    missing = due if due == last else f"{due}至{last}"
    if not found.index:
        return f"以“{squeeze(here)}”开始，缺{missing}"
    before = next((n for n in reversed(nums[: found.index]) if n), "")
    return f"“{squeeze(before)}”之后是“{squeeze(here)}”，缺{missing}"


def _tell_repeat(found: Break, nums: list[str]) -> str:
    words = _run(found, nums)
    return f"{words}的序号前面已经用过，此处应为“{write_due(nums[found.index], found.due)}”"


def _tell_misnumbered(found: Break, nums: list[str]) -> str:
    due = write_due(nums[found.index], found.due)
    return f"序号有误：印作“{squeeze(nums[found.index])}”，按顺序应为“{due}”"


def _tell_order(found: Break, nums: list[str]) -> str:
    due = write_due(nums[found.index], found.due)
    number = read_number(nums[found.index])
    before = number is not None and number[0] > found.due[0]
    if before:
        return f"{_run(found, nums)}排在“{due}”之前，顺序颠倒"
    previous = squeeze(nums[found.index - 1])
    return f"{_run(found, nums)}排在“{previous}”之后，顺序颠倒"


def _tell_sub(found: Break, nums: list[str]) -> str:
    here = squeeze(nums[found.index])
    return f"“{here}”应当紧接其所附的条并从“之一”起依次编号，此处应为" + (
        f"“{write_due(here, found.due)}”" if found.due[0] else "一个普通序号"
    )


_MESSAGES: dict[str, Callable[[Break, list[str]], str]] = {
    "gap": _tell_gap, "repeat": _tell_repeat, "misnumbered": _tell_misnumbered,
    "order": _tell_order, "sub": _tell_sub,
}


def _run(found: Break, nums: list[str]) -> str:
    first, last = squeeze(nums[found.index]), squeeze(nums[found.last])
    return f"“{first}”" if found.index == found.last else f"“{first}”至“{last}”"


def squeeze(num: str) -> str:
    """The label without its blanks."""
    return _SPACES.sub("", num)


@lru_cache(maxsize=4096)
def read_style(num: str) -> str:
    """The label without its number: 第#章, （#）, #、."""
    compact = squeeze(num).translate(_BRACKETS)
    if _DECIMAL.fullmatch(compact):
        return "1" + ".1" * compact.count(".")
    digits = NUMERAL.search(compact)
    sign = "1" if digits and digits[0].isdigit() else "一"
    return NUMERAL.sub(sign, compact, count=1)


_BRACKETS = str.maketrans("()．", "（）.")
_DECIMAL = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,2}")
"""2.1, 2.1.3: the last number counts."""


_RUN_IN = re.compile(
    rf"[。；;]\s*(?P<label>第[{NUMERAL_CHARS}]{{1,7}}[条條]|[（(][{NUMERAL_CHARS}]{{1,3}}[）)])"
)


def iter_run_in(view: View) -> Iterator[tuple[Fault, tuple[Node, Number]]]:
    """Labels inside a line that count on from the one the line begins with; and what they count."""
    for match in _RUN_IN.finditer(view.prose):
        spot = view.spot(*match.span("label"))
        node = spot.row.node
        kind = "article" if spot.plain[0] == "第" else "point"
        while node is not None and node.kind != kind:
            node = node.parent
        number, own = read_number(spot.plain), read_number(node.num) if node is not None else None
        if node is None or number is None or own is None or not 0 < number[0] - own[0] < 20:
            continue
        if kind == "article" and not _is_label(view, spot, number):
            continue
        message = f"“{squeeze(spot.words)}”印在“{squeeze(node.num)}”的行内，应当另起一行"
        yield Fault(spot, message), (node, number)


def _is_label(view: View, spot: Spot, number: Number) -> bool:
    """Whether 第X条 behind a full stop begins an article: a blank follows, or no other has it."""
    if spot.row.plain[spot.end : spot.end + 1].isspace():
        return True
    printed = view.share("printed", lambda: {read_number(n.num) for n in view.articles})
    following = spot.row.plain[spot.end : spot.end + 1]
    if number in printed:
        return False
    # 第四十二条本条例自…起施行: the last article, no reference goes on like that
    return following == "本" or (
        (number[0] + 1, 0) in printed and following not in "第的、和，之"
    )
