"""P: brackets, quotation marks and book-title marks, and the brackets of headings (条标)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from drafting.checks.findings import Severity
from drafting.checks.nodes import Node, Row
from drafting.checks.registry import rule
from drafting.checks.view import MASK, Fault, Spot, View

GB_15834 = "GB/T 15834-2011"
_PAIRS = {
    "（": "）", "(": ")", "【": "】", "〔": "〕", "《": "》", "〈": "〉", "“": "”", "‘": "’",
    "「": "」", "『": "』", "〖": "〗", "［": "］", "[": "]", "｛": "｝",
}
_OPENINGS = {closing: opening for opening, closing in _PAIRS.items()}
_WIDTHS = {"）": "(", ")": "（", "］": "[", "]": "［"}
"""A closing bracket and the opening one of the other width."""
_SIGN = re.compile("[" + re.escape("".join((*_PAIRS, *_OPENINGS))) + "]")
# 1) a) Ⅰ） are labels, not closing brackets
_LABEL = re.compile(r"(?:^|[^\w])(?:[0-9０-９]{1,3}|[A-Za-z]|[ⅰ-ⅻⅠ-Ⅻ①-⑳]|[一二三四五六七八九十]{1,3})$")
_NAMES = {
    "（": "括号", "(": "括号", "【": "方头括号", "〔": "六角括号", "《": "书名号", "〈": "单书名号",
    "“": "引号", "‘": "单引号", "「": "引号", "『": "引号", "〖": "空心方头括号", "［": "方括号",
    "[": "方括号", "｛": "花括号",
}


@rule("P001", "unbalanced-bracket", "error", norm=GB_15834)
def find_unbalanced(view: View) -> Iterator[Fault]:
    """A bracket, quotation mark or book-title mark is opened and not closed, or closed unopened.

    Why: where the bracket ends, what it takes in is open to dispute.

    Wrong:
        第一条 区、县（市人民政府负责管理工作。
        第二条 本办法自公布之日起施行。

    Right:
        第一条 区、县（市）人民政府负责管理工作。
        第二条 本办法自公布之日起施行。
    """
    open_rows: dict[Node | None, list[tuple[Row, list[int]]]] = {}
    for row, signs in _iter_rows_with_signs(view):
        odd = _unmatched(row, signs)
        if odd:
            open_rows.setdefault(_home(row.node), []).append((row, odd))
    for rows in open_rows.values():
        _drop_running(view, rows)
    for rows in open_rows.values():
        yield from _judge(rows)
    yield from _find_in_headings(view)


def _find_in_headings(view: View) -> Iterator[Fault]:
    """Signs inside a heading; the brackets around the heading of a 条 are P002's."""
    for node in view.nodes:
        if not node.heading or _SIGN.search(node.heading) is None or node.kind == "level":
            continue
        spot = _heading_spot(view, node)
        text, low, high = spot.row.plain, spot.start, spot.end
        if node.kind == "article":
            low += text[low : low + 1] in _HEADING_OPENS
            high -= text[high - 1 : high] in _HEADING_CLOSES
        places = [m.start() for m in _SIGN.finditer(text, low, high)]
        for place in _unmatched(spot.row, places):
            yield _tell_unbalanced(spot.row, place, text[place])


def _drop_running(view: View, rows: list[tuple[Row, list[int]]]) -> None:
    """Take out the “ of quotations that run through several paragraphs.

    Each of their paragraphs opens the quotation anew, the last one closes it, at its end: 修改为：
    “第一款。 / “第二款。” In a list of terms (“甲”，是指…；) the next row begins with “ as well.
    """
    opened = {row.index: odd for row, odd in rows}
    for row, odd in rows:
        quotes = [p for p in odd if row.plain[p] in "“「"]
        at = row.index + 1
        while quotes and at < len(view.rows) and _runs_on(view.rows[at]):
            rest = view.rows[at].rest.strip().rstrip("。；，;,.")
            if at not in opened and rest[:1] in ("“", "「"):
                if rest[-1:] in "”」" and rest[1:].count(rest[0]) <= rest.count("”") - 1:
                    odd.remove(quotes[-1])
                break
            at += 1


_ITEM = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]")


def _runs_on(row: Row) -> bool:
    """Whether a row may be part of a quotation: it opens it anew, or is a 项 of what is quoted."""
    return _ITEM.match(row.plain) is not None or row.rest.lstrip()[:1] in ("“", "「")


def _home(node: Node | None) -> Node | None:
    """The 条 or level whose paragraphs a quotation may run through."""
    home = node
    while node is not None:
        if node.kind in ("article", "level"):
            home = node
        node = node.parent
    return home


def _iter_rows_with_signs(view: View) -> Iterator[tuple[Row, list[int]]]:
    """Rows and the places of the signs in them; headings are judged by their own rule."""
    row: Row | None = None
    places: list[int] = []
    for match in _SIGN.finditer(view.body):
        at = match.start()
        if row is None or at > row.offset + len(row.plain):
            if row is not None:
                yield row, places
            row, places = view.row_at(at), []
        places.append(at - row.offset)
    if row is not None:
        yield row, places


def _unmatched(row: Row, places: list[int]) -> list[int]:
    """The places of the signs of a row that have no partner in it."""
    stack: list[int] = []
    odd: list[int] = []
    text = row.plain
    for place in places:
        sign = text[place]
        if sign in _PAIRS:
            stack.append(place)
        elif stack and text[stack[-1]] in (_OPENINGS[sign], _WIDTHS.get(sign)):
            stack.pop()
        elif sign in ")）" and _LABEL.search(text, max(0, place - 5), place):
            continue
        else:
            partner = _last_of(text, stack, sign)
            if partner is None:
                odd.append(place)
            else:  # what stands between was never closed
                odd += stack[partner + 1 :]
                del stack[partner:]
    return sorted(odd + stack)


def _last_of(text: str, stack: list[int], sign: str) -> int | None:
    for index in range(len(stack) - 1, -1, -1):
        if text[stack[index]] in (_OPENINGS[sign], _WIDTHS.get(sign)):
            return index
    return None


def _judge(rows: list[tuple[Row, list[int]]]) -> Iterator[Fault]:
    """What is open in one paragraph of a provision may be closed in another: then all is well."""
    signs = [(row, place, row.plain[place]) for row, odd in rows for place in odd]
    left: list[tuple[Row, int, str]] = []
    for row, place, sign in signs:
        if sign in _OPENINGS:
            partner = next(
                (n for n in range(len(left) - 1, -1, -1) if left[n][2] == _OPENINGS[sign]), None
            )
            if partner is not None:
                del left[partner:]
                continue
        left.append((row, place, sign))
    for row, place, sign in left:
        yield _tell_unbalanced(row, place, sign)


def _tell_unbalanced(row: Row, place: int, sign: str) -> Fault:
    spot = Spot(row, place, place + 1)
    # the note under a title is no part of what was passed
    severity: Severity | None = "warning" if row.role == "preface" else None
    partner = _PAIRS.get(sign) or _OPENINGS[sign]
    name = _NAMES[sign if sign in _PAIRS else partner]
    return Fault(spot, f"{name}“{sign}”没有对应的“{partner}”", severity=severity)


# --- the brackets of headings -----------------------------------------------------------------

_HEADING_PAIRS = (("【", "】"), ("（", "）"), ("(", ")"), ("〖", "〗"), ("[", "]"), ("［", "］"))


_HEADING_OPENS = frozenset(opening for opening, _ in _HEADING_PAIRS)
_HEADING_CLOSES = frozenset(closing for _, closing in _HEADING_PAIRS)


@rule("P002", "heading-bracket", "error", norm="条标的通行写法", fix="both")
def find_heading_brackets(view: View) -> Iterator[Fault]:
    """A heading of a 条 (条标) lost one or both of its brackets.

    Why: without its bracket the heading runs into the text. One lost bracket is put back safely:
    the other shows where the heading is. When both are lost the end of the heading is a guess.

    Wrong:
        第一条 【立法目的】为了规范管理，制定本办法。
        第二条 适用范围】本市范围内的管理活动，适用本办法。
        第三条 【施行日期】本办法自公布之日起施行。

    Right:
        第一条 【立法目的】为了规范管理，制定本办法。
        第二条 【适用范围】本市范围内的管理活动，适用本办法。
        第三条 【施行日期】本办法自公布之日起施行。
    """
    headed = [n for n in view.articles if n.heading.strip()]
    pair = _usual_pair(headed)
    if pair is None:
        return
    for node in headed:
        fault = _judge_heading(view, node, *pair)
        if fault is not None:
            yield fault


def _usual_pair(headed: list[Node]) -> tuple[str, str] | None:
    """The brackets that headings of this text carry; None when they carry none as a rule."""
    count: Counter[tuple[str, str]] = Counter()
    for node in headed:
        text = node.heading.strip()
        for pair in _HEADING_PAIRS:
            count[pair] += (text[0] == pair[0]) + (text[-1] == pair[1])
    pair, signs = count.most_common(1)[0] if count else (("", ""), 0)
    return pair if signs >= max(len(headed), 2) else None


def _judge_heading(view: View, node: Node, opening: str, closing: str) -> Fault | None:
    spot = _heading_spot(view, node)
    text = spot.words
    widths = _KIN.get(opening, {opening}), _KIN.get(closing, {closing})
    opened, closed = text[:1] in widths[0], text[-1:] in widths[1]
    if opened and closed:
        return None
    before, after = Spot(spot.row, spot.start, spot.start), Spot(spot.row, spot.end, spot.end)
    if opened or closed:
        name, sign = ("后", closing) if opened else ("前", opening)
        edit = after.replace(closing) if opened else before.replace(opening)
        message = f"条标“{text}”缺{name}括号“{sign}”"
        return Fault(spot, message, (edit,), "safe", node=node)
    edits = (before.replace(opening), after.replace(closing))
    message = f"条标疑为“{text}”，前后括号“{opening}{closing}”均缺（条标止于何处系推测）"
    return Fault(spot, message, edits, "unsafe", severity="warning", node=node)


_KIN = {"（": {"（", "("}, "(": {"（", "("}, "）": {"）", ")"}, ")": {"）", ")"}}


def _heading_spot(view: View, node: Node) -> Spot:
    """The heading as printed, without the blanks around it."""
    row = node.row
    assert row is not None  # a heading is text, so that its provision has a row
    for candidate in (row, *node.rows):
        for element, start, end in candidate.pieces:
            if element.getparent() is node.element and element.tag.endswith("}heading"):
                text = candidate.text[start:end]
                lead = len(text) - len(text.lstrip())
                return Spot(candidate, start + lead, start + len(text.rstrip()))
    return view.spot_of(node)


@rule("P003", "bracket-width", "warning", norm=GB_15834, fix="safe")
def find_mixed_widths(view: View) -> Iterator[Fault]:
    """A pair of brackets has one full-width and one half-width sign: （市).

    Why: a slip of the keyboard; the two halves of a pair look alike.

    Wrong:
        第一条 区、县（市)人民政府负责管理工作。
        第二条 本办法自公布之日起施行。

    Right:
        第一条 区、县（市）人民政府负责管理工作。
        第二条 本办法自公布之日起施行。
    """
    if "(" not in view.body and ")" not in view.body:
        return
    for spot in view.scan(_MIXED):
        opening, closing = spot.words[0], spot.words[-1]
        half = Spot(spot.row, spot.start, spot.start + 1)
        new = "（"
        if opening == "（":
            half, new = Spot(spot.row, spot.end - 1, spot.end), "）"
        if MASK not in spot.plain:
            message = f"括号“{opening}”与“{closing}”全角、半角不一致"
            yield Fault(spot, message, (half.replace(new),), "safe")


_MIXED = re.compile(r"（[^（）()\n]{0,60}\)|\([^（）()\n]{0,60}）")
