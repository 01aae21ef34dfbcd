"""A script written into the user's own .docx: that very file, tracked changes where it differs.

Paragraph by paragraph, each flow (body, cell, note, text box) by itself. The paragraph that carries
an old line's mark stays the paragraph it is; what splits off before it, and what is new, become
paragraphs of their own, with the look of what they came from or of their like.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from drafting.records import record
from drafting.sources.docx import paragraph_text
from drafting.word.carrier import Carrier, Home, Part
from drafting.word.editor import ParagraphEditor
from drafting.word.elements import Pen, make_run
from drafting.word.flows import Flow, next_paragraph
from drafting.word.formats import (
    change_properties,
    copy_properties,
    mark_paragraph,
    new_paragraph,
)
from drafting.word.likeness import Likeness, NewSide
from drafting.word.moves import MovedText
from drafting.word.names import DEL, INS, MOVE_FROM, MOVE_TO
from drafting.word.newformats import NewFormats
from drafting.word.paragraphs import Pens
from drafting.word.script import Paragraph, Span


@record
class Placed:
    """A paragraph, its place in the script, and the old lines before and after it in its flow."""

    at: int
    paragraph: Paragraph
    before: int | None
    after: int | None


@dataclass(slots=True)
class InPlaceWriter:
    """Writes paragraphs into the carrier's package; ``written`` is each one's ``w:p``."""

    carrier: Carrier
    pens: Pens
    like: Likeness
    new: NewSide
    formats: NewFormats
    moved: MovedText = field(default_factory=MovedText)
    silent: bool = False
    written: dict[int, etree._Element] = field(default_factory=dict)
    entries: list[tuple[Paragraph, etree._Element]] = field(default_factory=list)
    _sources: dict[int, int] = field(default_factory=dict)
    _numbered: set[etree._Element] = field(default_factory=set)
    _editors: dict[etree._Element, ParagraphEditor] = field(default_factory=dict)

    def write(self, flows: Sequence[Flow]) -> None:
        """Write the flows, each from its first paragraph to its last.

        How new paragraphs are to look is found out before anything is changed.
        """
        settled = [(flow, _settle(flow, self.carrier)) for flow in flows]
        for _, entries in settled:
            self._find_looks(entries)
        for flow, entries in settled:
            self._cut_runs(entries)
            self._write_flow(flow, entries)

    def _find_looks(self, settled: Sequence[Placed]) -> None:
        for entry in settled:
            if entry.paragraph.new is not None and not entry.paragraph.move:
                near = entry.before if entry.before is not None else entry.after
                source = self.like.find(self.new.keys[entry.paragraph.new], near or 0)
                if source is not None and entry.paragraph.old is None:
                    self._sources[entry.at] = source
                    self.like.run_properties(source, True)

    def _write_flow(self, flow: Flow, settled: Sequence[Placed]) -> None:
        before = flow.after
        starts: dict[int, etree._Element] = {}
        for entry in settled:
            at, paragraph = entry.at, entry.paragraph
            if paragraph.old is None and paragraph.mark == "delete" and entry.before is not None:
                element = self._fill_rest(paragraph, self._home(entry.before))
            elif paragraph.old is None:
                element = self._write_new(entry, before)
                if before is None and flow.before is not None:
                    flow.before.addprevious(element)
            elif self._stays(paragraph) and paragraph.new not in starts:
                element = self._keep(paragraph.old)
            else:
                element = self._edit(paragraph, self._home(paragraph.old), starts)
            if paragraph.new is not None:
                starts.setdefault(paragraph.new, element)
            self.written[at] = before = element
            self.entries.append((paragraph, element))

    def _stays(self, paragraph: Paragraph) -> bool:
        """Whether it is a whole line of either text, unchanged, its label printed as before."""
        spans = paragraph.spans
        if paragraph.changed or paragraph.new in self.new.typed:
            return False
        return not spans or spans[0].old == spans[0].new == 0

    def _home(self, line: int) -> Home:
        home = self.carrier.homes[line]
        if home is None:
            raise ValueError(f"line {line} has no home")
        return home

    def _cut_runs(self, settled: Sequence[Placed]) -> None:
        """Open an editor for every paragraph that is touched, its runs cut where edits begin."""
        cuts: dict[etree._Element, set[int]] = {}
        for entry in settled:
            paragraph = entry.paragraph
            inside = self._inside(entry) if paragraph.old is None else None
            if inside is not None and entry.before is not None:
                last = self._home(entry.before).parts[-1]
                cuts.setdefault(inside, set()).add(last.start + last.last - last.first)
            if paragraph.old is None or not paragraph.changed:
                continue
            home = self._home(paragraph.old)
            for part in home.parts:
                cuts.setdefault(part.paragraph, {part.start})
            for span in paragraph.spans:
                for part, start, end in _iter_parts(home, span):
                    cuts[part.paragraph] |= {start, end}
        for element, offsets in cuts.items():
            if element not in self._editors:
                self._editors[element] = ParagraphEditor(element, tuple(offsets))

    def _editor(self, element: etree._Element) -> ParagraphEditor:
        """The editor of a paragraph; one that no edit cuts is opened when it is needed."""
        if element not in self._editors:
            self._editors[element] = ParagraphEditor(element)
        return self._editors[element]

    # An old line: its text edited where it stands.

    def _keep(self, line: int) -> etree._Element:
        """An unchanged line; an editor that is open in its paragraph passes it."""
        home = self._home(line)
        for part in home.parts:
            editor = self._editors.get(part.paragraph)
            if editor is not None:
                editor.keep(part.start + part.last - part.first)
        return home.paragraph

    def _edit(
        self, paragraph: Paragraph, home: Home, starts: dict[int, etree._Element]
    ) -> etree._Element:
        whole = paragraph.side == "delete" and self._is_alone(paragraph.old, home)
        tags = {_tag(span) for span in paragraph.spans}
        if whole and len(tags) == 1 and len({s.follows for s in paragraph.spans}) == 1:
            pen = self._pen(paragraph.spans[0])
            for part in home.parts:
                self._editor(part.paragraph).delete_all(next(iter(tags)), pen)
        else:
            self._edit_spans(paragraph, home, paragraph.new in starts)
        if paragraph.mark == "insert":
            return self._split(paragraph, home)
        return self._end_line(paragraph, home, starts)

    def _edit_spans(self, paragraph: Paragraph, home: Home, joins: bool) -> None:
        first = home.parts[0]
        editor = self._editor(first.paragraph)
        if joins:
            self._drop_breaks(editor, first.start)
        editor.keep(max(first.start, editor.at))
        for span in paragraph.spans:
            if span.kind == "insert":
                self._insert(editor, paragraph, span, self._is_numbered(home, paragraph))
                continue
            typed = self._typed_label(paragraph, span, home)
            if typed:
                runs = [make_run(typed, editor.properties)]
                editor.insert(runs, INS, self._label_pen(paragraph))
            for part, start, end in _iter_parts(home, span):
                editor = self._editor(part.paragraph)
                editor.keep(start)
                if span.kind == "equal":
                    editor.keep(end)
                else:
                    editor.delete(end, _tag(span), self._pen(span))

    def _drop_breaks(self, editor: ParagraphEditor, end: int) -> None:
        """Delete what stands before ``end`` where two paragraphs are joined, if it is a break."""
        between = editor.text[editor.at : end]
        if "\n" in between and not between.strip():
            editor.delete(end, DEL, self.pens.main)

    def _insert(
        self, editor: ParagraphEditor, paragraph: Paragraph, span: Span, numbered: bool
    ) -> None:
        around = editor.properties
        pieces = self._cut_new(paragraph, span, numbered)
        runs = [make_run(text, around if look is None else look) for text, look in pieces if text]
        if runs:
            editor.insert(runs, _tag(span), self._pen(span))

    def _typed_label(self, paragraph: Paragraph, span: Span, home: Home) -> str:
        """The kept part of a label that Word printed and no longer does: it must be typed now."""
        if span.kind != "equal" or span.old >= home.lead:
            return ""
        printed = span.new < self.new.lead(paragraph.new) and self._is_numbered(home, paragraph)
        return "" if printed else span.text[: home.lead - span.old]

    def _cut_new(
        self, paragraph: Paragraph, span: Span, numbered: bool
    ) -> list[tuple[str, etree._Element | None]]:
        """Inserted text by look; the label that Word prints itself is left out."""
        text, start = span.text, span.new
        if numbered and paragraph.new is not None:
            drop = max(self.new.lead(paragraph.new) - start, 0)
            text, start = text[drop:], start + drop
        if span.moved:
            taken = self.moved.take(paragraph.move, span.text)
            return _drop(taken, len(span.text) - len(text))
        if not text:
            return []
        if paragraph.new is None or span.follows:
            return [(text, None)]
        return self.formats.cut(paragraph.new, start, text)

    def _is_numbered(self, home: Home, paragraph: Paragraph) -> bool:
        """Whether Word prints the label of the new line that begins here."""
        return home.lead > 0 and self.new.lead(paragraph.new) > 0

    def _pen(self, span: Span) -> Pen | None:
        return None if self.silent and span.follows else self.pens.of(span)

    def _label_pen(self, paragraph: Paragraph) -> Pen:
        """Who types a label that Word printed so far: a number alone is no change of substance."""
        return self.pens.labels if paragraph.new in self.new.typed else self.pens.main

    def _split(self, paragraph: Paragraph, home: Home) -> etree._Element:
        """The paragraph ends here in the new text only: what was passed becomes one of its own."""
        element = self._current(paragraph, home)
        properties = copy_properties(
            element, home.lead == 0 or self._is_numbered(home, paragraph)
        )
        before = self._editor(element).split()
        if len(properties):
            before.insert(0, properties)
        mark_paragraph(before, INS, self.pens.main)
        return before

    def _current(self, paragraph: Paragraph, home: Home) -> etree._Element:
        """The ``w:p`` in which the last edit of a paragraph was made."""
        current = home.parts[0].paragraph
        for span in paragraph.spans:
            for part, _, _ in _iter_parts(home, span):
                current = part.paragraph
        return current

    def _end_line(
        self, paragraph: Paragraph, home: Home, starts: dict[int, etree._Element]
    ) -> etree._Element:
        element = home.paragraph
        following = self._shares(paragraph.old, home)
        if following is not None:
            if paragraph.mark == "delete":
                end = following.parts[0].start
                self._editor(element).delete(end, DEL, self.pens.main)
            return element
        if paragraph.mark == "delete":
            if any(span.kind != "delete" for span in paragraph.spans):
                editor = self._editor(element)
                self._drop_breaks(editor, len(editor.text))
            self._track_gone(element, paragraph)
        elif paragraph.new is not None:
            self._look_right(element, paragraph, home, starts)
        return element

    def _is_alone(self, line: int | None, home: Home) -> bool:
        """Whether the line is all its paragraph prints."""
        before = self.carrier.homes[line - 1] if line else None
        shared = before is not None and before.paragraph is home.parts[0].paragraph
        return not shared and self._shares(line, home) is None

    def _shares(self, line: int | None, home: Home) -> Home | None:
        """The home of the next line where a soft break, no mark, ends this one."""
        if line is None or line + 1 >= len(self.carrier.homes):
            return None
        after = self.carrier.homes[line + 1]
        same = after is not None and after.parts[0].paragraph is home.paragraph
        return after if same else None

    def _track_gone(self, element: etree._Element, paragraph: Paragraph) -> None:
        """Track the mark; where text is joined, those of empty paragraphs in between too.

        A mark that no paragraph follows (at the end of a cell, before a table) stays: Word would
        have nothing to join it with.
        """
        following = next_paragraph(element)
        if following is None:
            return
        mark_paragraph(element, MOVE_FROM if paragraph.mark_moved else DEL, self.pens.main)
        joins = any(span.kind != "delete" for span in paragraph.spans)
        target = self.carrier.homes[(paragraph.old or 0) + 1 :][:1]
        goal = target[0].parts[0].paragraph if target and target[0] is not None else None
        while joins and following is not None and following is not goal:
            if paragraph_text(following):
                return
            mark_paragraph(following, DEL, self.pens.main)
            following = next_paragraph(following)

    def _look_right(
        self,
        element: etree._Element,
        paragraph: Paragraph,
        home: Home,
        starts: dict[int, etree._Element],
    ) -> None:
        """Give the paragraph the look of the new line that ends in it, where that is another's."""
        line = paragraph.new
        if line is None or paragraph.old is None:
            return
        begin = starts.get(line)
        if begin is not None:
            if begin is not element:
                numbered = self.new.lead(line) > 0 or not self._prints_label(begin)
                change_properties(element, copy_properties(begin, numbered), self.pens.main)
            return
        if not any(span.kind == "equal" for span in paragraph.spans):
            like = self.like.find(self.new.keys[line], paragraph.old)
            if like is not None and self.like.keys[paragraph.old] != self.new.keys[line]:
                source = self._home(like)
                numbered = source.lead == 0 or self.new.lead(line) > 0
                properties = copy_properties(source.paragraph, numbered)
                change_properties(element, properties, self.pens.main)
                return
        if home.lead and not self.new.lead(line):
            pen = self._label_pen(paragraph)
            change_properties(element, copy_properties(element, False), pen)

    def _prints_label(self, element: etree._Element) -> bool:
        """Whether Word numbers a paragraph of the old file."""
        if not self._numbered:
            self._numbered.update(h.paragraph for h in self.carrier.homes if h and h.lead)
        return element in self._numbered

    # A new line: a paragraph of its own.

    def _fill_rest(self, paragraph: Paragraph, home: Home) -> etree._Element:
        """A new line before a mark that goes: into the paragraph whose text was split off before it.
        """
        editor = self._editor(home.paragraph)
        for span in paragraph.spans:
            self._insert(editor, paragraph, span, False)
        mark_paragraph(home.paragraph, DEL, self.pens.main)
        return home.paragraph

    def _write_new(self, entry: Placed, before: etree._Element | None) -> etree._Element:
        paragraph = entry.paragraph
        inside = self._inside(entry)
        if inside is not None:
            editor = self._editor(inside)
            editor.insert([make_run("\n", editor.properties)], INS, self.pens.main)
            for span in paragraph.spans:
                self._insert(editor, paragraph, span, False)
            return inside
        element = self._make_paragraph(entry)
        if before is not None:
            before.addnext(element)
        elif entry.after is not None:
            self._home(entry.after).parts[0].paragraph.addprevious(element)
        return element

    def _inside(self, entry: Placed) -> etree._Element | None:
        """The paragraph in which the new line stands between two lines of a soft break."""
        if entry.before is None or entry.after is None or entry.before == entry.after:
            return None
        first, second = self._home(entry.before), self._home(entry.after)
        return first.paragraph if first.paragraph is second.parts[0].paragraph else None

    def _make_paragraph(self, entry: Placed) -> etree._Element:
        paragraph = entry.paragraph
        source = self._sources.get(entry.at)
        if paragraph.move:
            moved = self.moved.peek(paragraph.move)
            source = moved if moved >= 0 else source
        home = None if source is None else self._home(source)
        numbered = home is not None and self._is_numbered(home, paragraph)
        properties = None
        if home is not None:
            properties = copy_properties(home.paragraph, home.lead == 0 or numbered)
        element = new_paragraph(properties)
        for span in paragraph.spans:
            runs = list(self._new_runs(paragraph, span, source, numbered))
            if runs:
                pen = self._pen(span)
                element.extend(runs if pen is None else [pen.wrap(_tag(span), *runs)])
        mark_paragraph(element, MOVE_TO if paragraph.mark_moved else INS, self.pens.main)
        return element

    def _new_runs(
        self, paragraph: Paragraph, span: Span, source: int | None, numbered: bool
    ) -> Iterator[etree._Element]:
        lead = self.new.lead(paragraph.new)
        pieces = self._cut_new(paragraph, span, numbered)
        at = span.new + len(span.text) - sum(len(text) for text, _ in pieces)
        for text, look in pieces:
            cut = max(min(lead - at, len(text)), 0)
            for part, label in ((text[:cut], True), (text[cut:], False)):
                if part:
                    around = None if source is None else self.like.run_properties(source, label)
                    yield make_run(part, around if look is None else look)
            at += len(text)


def _drop(
    pieces: list[tuple[str, tuple[int, etree._Element | None]]], count: int
) -> list[tuple[str, etree._Element | None]]:
    """The pieces without their first ``count`` characters."""
    found = []
    for text, (_, look) in pieces:
        kept = text[count:]
        count = max(count - len(text), 0)
        if kept:
            found.append((kept, look))
    return found


def _tag(span: Span) -> str:
    if span.kind == "insert":
        return MOVE_TO if span.moved else INS
    return MOVE_FROM if span.moved else DEL


def _iter_parts(home: Home, span: Span) -> Iterator[tuple[Part, int, int]]:
    """Where the span's old text stands: (part, first offset, one past the last) in its ``w:p``."""
    if span.old < 0:
        return
    for part in home.parts:
        first = max(span.old, part.first)
        last = min(span.old + len(span.text), part.last)
        if first < last:
            yield part, part.start + first - part.first, part.start + last - part.first


def _settle(flow: Flow, carrier: Carrier) -> list[Placed]:
    """The flow's paragraphs, settled, each with the old lines around it."""
    settled = flow.settle(carrier)
    before: list[int | None] = []
    last: int | None = None
    for _, paragraph in settled:
        before.append(last)
        last = last if paragraph.old is None else paragraph.old
    placed: list[Placed] = []
    after: int | None = None
    for (at, paragraph), earlier in zip(reversed(settled), reversed(before), strict=True):
        placed.append(Placed(at, paragraph, earlier, after))
        after = after if paragraph.old is None else paragraph.old
    return placed[::-1]
