"""Complex fields (``w:fldChar``): runs that print nothing, in one paragraph or, as a contents, many.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from drafting.word.elements import Pen
from drafting.word.names import DEL, LEAVING, R_, P, T, w

_CHAR = w("fldChar")
_TYPE = w("fldCharType")
_CODE = w("instrText")


@dataclass(slots=True)
class Field:
    """A field: its runs up to the result, then its end; the printed runs in between."""

    codes: list[etree._Element] = field(default_factory=list)
    result: list[etree._Element] = field(default_factory=list)
    end: etree._Element | None = None
    has_result: bool = False

    @property
    def spans(self) -> bool:
        """Whether it begins in one paragraph and ends in another."""
        if self.end is None:
            return True
        return next(self.codes[0].iterancestors(P)) is not next(self.end.iterancestors(P))


def iter_fields(root: etree._Element) -> Iterator[Field]:
    """The fields of a part, or of a paragraph, inner ones before those around them."""
    opened: list[Field] = []
    for run in root.iter(R_):
        kinds = [char.get(_TYPE) for char in run.iter(_CHAR)]
        if "begin" in kinds:
            opened.append(Field())
        if not opened:
            continue
        if "end" in kinds:
            opened[-1].end = run
            yield opened.pop()
            continue
        if not opened[-1].has_result:
            opened[-1].codes.append(run)
        for around in opened:
            if around.has_result:
                around.result.append(run)
        if "separate" in kinds:
            opened[-1].has_result = True
    yield from reversed(opened)


def open_runs(paragraph: etree._Element) -> set[etree._Element]:
    """The runs of a paragraph that belong to a field which begins or ends in another one."""
    found: set[etree._Element] = set()
    depth = 0
    for run in paragraph.iter(R_):
        kinds = [char.get(_TYPE) for char in run.iter(_CHAR)]
        depth += kinds.count("begin") - kinds.count("end")
        if depth < 0:
            found.add(run)
            depth = 0
    for one in iter_fields(paragraph):
        if one.end is None:
            found.update(run for run in one.codes if run.find(T) is None)
    return found


def delete_empty_fields(root: etree._Element, pen: Pen) -> None:
    """Delete what is left of fields over several paragraphs whose whole result ``pen`` deleted.

    Half a field must not stay behind: Word would look for the other half.
    """
    for one in iter_fields(root):
        if one.end is None or not one.spans:
            continue
        staying = [r for r in one.result if not leaving(r) and r.find(_CHAR) is None]
        hands = {change.get(w("author")) for run in one.result for change in leaving(run)}
        if not staying and pen.author in hands:
            for run in (*one.codes, one.end):
                if not leaving(run):
                    _delete(run, pen)


def leaving(run: etree._Element) -> list[etree._Element]:
    """The tracked deletions (or ends of moves) in which the run stands."""
    return list(run.iterancestors(*LEAVING))


def _delete(run: etree._Element, pen: Pen) -> None:
    wrapper = pen.wrap(DEL)
    run.addprevious(wrapper)
    wrapper.append(run)
    for code in list(run.iter(_CODE)):
        code.tag = w("delInstrText")
