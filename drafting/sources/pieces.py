"""A paragraph's text as pieces, each tied to the XML node that prints it.

``w:p`` → ``Piece("第一", <w:t>, 0), Piece("条\\t", …)``: the text of a paragraph is the texts of
its pieces joined, and an offset in it leads back to one node. What is not printed (field codes,
hidden text, reference marks, what the mode leaves out of tracked changes) is in no piece.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from drafting.records import record
from drafting.sources.package import w
from drafting.sources.symbols import eq_field_to_text, symbol_to_text

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
P, R, T, DEL_TEXT = w("p"), w("r"), w("t"), w("delText")
INSERTED = frozenset((w("ins"), w("moveTo")))
DELETED = frozenset((w("del"), w("moveFrom")))
"""Wrappers of runs that tracked changes put in and took out."""
WRAPPERS = frozenset(
    w(name)
    for name in (
        "hyperlink", "smartTag", "customXml", "fldSimple", "sdt", "sdtContent", "dir", "bdo",
        "rubyBase",
    )
)  # fmt: skip
"""Elements between a paragraph and its runs that print nothing themselves."""
NOTE_MARKS = {w("footnoteReference"): "footnotes", w("endnoteReference"): "endnotes"}
_ALTERNATE, _MATHS = MC + "AlternateContent", frozenset((M + "oMath", M + "oMathPara"))
_FIXED = {
    w("tab"): "\t", w("ptab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-",
}  # fmt: skip
_PROPERTIES, _VANISH, _VALUE = w("rPr"), w("vanish"), w("val")
_FIELD, _CODE, _SYMBOL, _RUBY = w("fldChar"), w("instrText"), w("sym"), w("ruby")
_TEXTS = frozenset((T, DEL_TEXT))
_SPACES = str.maketrans("\n\r", "  ")


@record
class Piece:
    """``text`` as printed by ``node``, beginning at ``start`` in the paragraph's text.

    ``node`` is the ``w:t`` (or ``w:delText``) whose text it is, and may be split anywhere; else
    (``atomic``) the ``w:tab``, ``w:br``, ``w:sym`` … that stands for the text as a whole.
    ``change`` is the tracked change it stands in: "", "ins" or "del" (moves included).
    """

    text: str
    node: etree._Element
    start: int
    change: str = ""

    @property
    def end(self) -> int:
        """The offset in the paragraph's text where the piece ends."""
        return self.start + len(self.text)

    @property
    def atomic(self) -> bool:
        """Whether the node cannot be split between characters."""
        return self.node.tag not in _TEXTS

    @property
    def run(self) -> etree._Element | None:
        """The ``w:r`` that holds the node (None for a formula)."""
        return next(self.node.iterancestors(R), None)


@record
class NoteMark:
    """A reference to a note: ``kind`` is "footnotes" or "endnotes"; ``at`` its offset."""

    kind: str
    id: str
    at: int


def paragraph_pieces(p: etree._Element, track_changes: str = "accept") -> tuple[Piece, ...]:
    """Return the pieces of the paragraph ``p`` (a ``w:p``) in order.

    ``track_changes`` is "accept" (deleted text has no piece), "reject" (inserted text has none)
    or "all" (both have). Text boxes anchored in ``p`` are paragraphs of their own.
    """
    return paragraph_to_print(p, track_changes)[0]


def paragraph_text(p: etree._Element, track_changes: str = "accept") -> str:
    """The paragraph's text: its pieces joined ("\\n" is a soft line break)."""
    walk = _Walk(track_changes)
    return "".join(text for _, text, _ in _iter_printed(p, walk))


def paragraph_to_print(
    p: etree._Element, track_changes: str = "accept"
) -> tuple[tuple[Piece, ...], tuple[NoteMark, ...]]:
    """The pieces of ``p`` and the references to notes between them."""
    pieces: list[Piece] = []
    marks: list[NoteMark] = []
    at = 0
    for node, text, change in _iter_printed(p, _Walk(track_changes)):
        if text:
            pieces.append(Piece(text, node, at, change))
            at += len(text)
        elif node.tag in NOTE_MARKS:
            marks.append(NoteMark(NOTE_MARKS[node.tag], node.get(w("id"), ""), at))
    return tuple(pieces), tuple(marks)


class _Walk:
    """What the walk through one paragraph remembers: the mode and the open fields.

    ``codes`` holds the open fields, innermost last: the code so far, or None once its result
    has begun.
    """

    __slots__ = ("codes", "dropped")

    def __init__(self, mode: str) -> None:
        self.codes: list[list[str] | None] = []
        self.dropped = dropped_wrappers(mode)

    @property
    def in_code(self) -> bool:
        return bool(self.codes) and any(code is not None for code in self.codes)


def dropped_wrappers(track_changes: str) -> frozenset[str]:
    """The tracked-change elements whose content the mode leaves out."""
    return {"accept": DELETED, "reject": INSERTED}.get(track_changes, frozenset())


_Printed = Iterator[tuple[etree._Element, str, str]]


def _iter_printed(parent: etree._Element, walk: _Walk, change: str = "") -> _Printed:
    for node in parent:
        tag = node.tag
        if tag == R:
            yield from _iter_run(node, walk, change)
        elif tag in INSERTED or tag in DELETED:
            if tag not in walk.dropped:
                yield from _iter_printed(node, walk, "ins" if tag in INSERTED else "del")
        elif tag in WRAPPERS:
            yield from _iter_printed(node, walk, change)
        elif tag == _ALTERNATE:
            yield from _iter_printed(chosen(node), walk, change)
        elif tag in _MATHS:
            yield node, math_to_text(node), change


def _iter_run(run: etree._Element, walk: _Walk, change: str) -> _Printed:
    if is_hidden(run):
        return
    for node in run:
        tag = node.tag
        if tag in _TEXTS:
            text = node.text
            if text and not walk.in_code:
                yield node, _flatten(text), change
        elif tag == _FIELD:
            yield from _iter_field(node, walk, change)
        elif tag == _CODE:
            if walk.codes and walk.codes[-1] is not None:
                walk.codes[-1].append(node.text or "")
        elif not walk.in_code:
            yield from _iter_special(node, walk, change)


def _flatten(text: str) -> str:
    """Line ends inside ``w:t`` are blanks; hardly any text has one."""
    return text.translate(_SPACES) if "\n" in text or "\r" in text else text


def _iter_special(node: etree._Element, walk: _Walk, change: str) -> _Printed:
    tag = node.tag
    if tag in _FIXED:
        yield node, _FIXED[tag], change
    elif tag == _SYMBOL:
        yield node, symbol_to_text(node.get(w("font"), ""), node.get(w("char"), "")), change
    elif tag in NOTE_MARKS:
        yield node, "", change
    elif tag == _RUBY:
        yield from _iter_printed(node, walk, change)
    elif tag == _ALTERNATE:
        yield from _iter_run(chosen(node), walk, change)


def _iter_field(node: etree._Element, walk: _Walk, change: str) -> _Printed:
    kind = node.get(w("fldCharType"))
    if kind == "begin":
        walk.codes.append([])
    elif kind == "separate" and walk.codes:
        walk.codes[-1] = None
    elif kind == "end" and walk.codes:
        code = walk.codes.pop()
        if code is not None and not walk.in_code:
            # A field without a result prints what its code says: EQ \o\ac(○,11) is ⑪.
            yield node, eq_field_to_text("".join(code)), change


def is_hidden(run: etree._Element) -> bool:
    """Whether the run is formatted as hidden text, which is not printed."""
    for properties in run.iterchildren(_PROPERTIES):
        for vanish in properties.iterchildren(_VANISH):
            return vanish.get(_VALUE, "1") not in ("0", "false", "off")
        break
    return False


def chosen(alternate: etree._Element) -> etree._Element:
    """The one branch of ``mc:AlternateContent`` that is read: the first with content."""
    branches = [b for b in alternate if b.tag in (MC + "Choice", MC + "Fallback")]
    return next((b for b in branches if len(b)), alternate)


def math_to_text(math: etree._Element) -> str:
    """A formula on one line: its characters in order, a fraction as a/b."""
    parts = []
    for node in math.iter(M + "t", M + "den"):
        parts.append("/" if node.tag == M + "den" else _flatten(node.text or ""))
    return "".join(parts)
