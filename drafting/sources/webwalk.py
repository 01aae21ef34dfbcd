"""The walk through a web page: what it prints, line by line, each with its place in the page.

Blocks and ``<br>`` end a line; white space is collapsed as browsers do, and a line end between two
Chinese characters is no blank. Scripts and styles print nothing. Tables of data give cells, tables
that only lay out the page give plain lines. Numbers that ``<ol>`` prints are labels.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from drafting.sources.numberformats import number_to_text
from drafting.sources.webtables import Grid, data_tables

BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "caption", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
    "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend",
    "li", "main", "menu", "nav", "ol", "option", "p", "pre", "section", "select", "summary",
    "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "tr", "ul", "button", "marquee",
    "noscript",
))  # fmt: skip
UNPRINTED = frozenset((
    "script", "style", "template", "head", "meta", "link", "base", "title", "object", "applet",
    "embed", "iframe", "map", "audio", "video", "canvas", "rp", "datalist", "noframes",
))  # fmt: skip
FURNITURE_TAGS = frozenset(
    ("nav", "footer", "aside", "select", "button", "noscript", "menu", "dialog")
)
"""Not ``form``: many sites wrap the whole page in one."""
HEADINGS = {f"h{level}": level for level in range(1, 7)}
_COLLAPSE = re.compile("[ \t\r\n\f]+")
_WIDE = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—]"
_CHINESE_BREAK = re.compile(f"(?<={_WIDE})[ \t\r\f]*\n[ \t\r\n\f]*(?={_WIDE})")
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|table|list-item|flex|grid)")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all")
_NO_NUMBER = re.compile(r"list-style(?:-type)?\s*:[^;]*none")
_LIST_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_NUMERAL = "[0-9０-９〇零一二三四五六七八九十百千]"
_LABELLED = re.compile(
    rf"\s*(?:第{_NUMERAL}{{1,9}}[编編章节節条條]|[（(]?{_NUMERAL}{{1,6}}[)）.、．]|[①-⑳])"
)


@dataclass(slots=True, eq=False)
class WebLine:
    """A line of the page.

    ``owner`` is the block it stands in, ``linked`` how many of its characters are links, ``aside``
    whether it stands in what is hidden, a control or marked as navigation.
    """

    text: str
    owner: etree._Element
    linked: int = 0
    outline: int = 0
    label: str = ""
    table: tuple[int, int, int] | None = None
    span: tuple[int, int] = (1, 1)
    aside: bool = False


@dataclass(slots=True)
class _Context:
    """How many open elements of each kind surround the text: links, asides, <pre>."""

    links: int = 0
    asides: int = 0
    pres: int = 0
    outline: int = 0


@dataclass(slots=True)
class WebWalk:
    """One pass through a page."""

    lines: list[WebLine] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)
    _linked: int = 0
    _label: str = ""
    _kept: bool = False
    """Whether white space of the line that is gathered stays (``<pre>``)."""
    _tables: int = 0
    _context: _Context = field(default_factory=_Context)
    _blocks: list[etree._Element] = field(default_factory=list)
    _grids: list[Grid] = field(default_factory=list)
    _lists: list[_ListCounter] = field(default_factory=list)

    def walk(self, root: etree._Element) -> list[WebLine]:
        """Return the lines of the page below ``root``, in order."""
        data = data_tables(root)
        self._blocks.append(root)
        walker = etree.iterwalk(root, events=("start", "end"))
        skipped: etree._Element | None = None
        for event, node in walker:
            if event == "end":
                if node is not skipped:
                    self._leave(node, node in data)
                self._add(node.tail if node is not root else None)
            elif node.tag in UNPRINTED:
                skipped = node
                walker.skip_subtree()
            else:
                self._enter(node, node in data)
        self._flush()
        return self.lines

    def _enter(self, node: etree._Element, is_data: bool) -> None:
        tag = node.tag
        if tag == "br":
            self._flush()
        elif is_block(node):
            self._flush()
            self._blocks.append(node)
        self._count(node, 1)
        if is_data:
            self._tables += 1
            self._grids.append(Grid(self._tables))
        elif tag in ("ol", "ul"):
            self._lists.append(_ListCounter(node))
        elif tag == "li" and self._lists:
            self._label = self._lists[-1].next_label(node)
        elif tag == "tr" and self._grids:
            self._grids[-1].begin_row()
        elif tag in ("td", "th") and self._grids:
            self._grids[-1].begin_cell(node)
        self._add(node.text)

    def _leave(self, node: etree._Element, is_data: bool) -> None:
        tag = node.tag
        if is_block(node):
            self._flush()
            self._blocks.pop()
        self._count(node, -1)
        if is_data:
            self._grids.pop()
        elif tag in ("ol", "ul"):
            self._lists.pop()
        elif tag == "li":
            self._label = ""

    def _count(self, node: etree._Element, step: int) -> None:
        tag, context = node.tag, self._context
        context.links += step * (tag == "a" and leads_away(node.get("href")))
        context.asides += step * (tag in FURNITURE_TAGS or is_hidden(node))
        context.pres += step * (tag in ("pre", "textarea"))
        if tag in HEADINGS:
            context.outline = HEADINGS[tag] if step > 0 else 0

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if self._context.pres and "\n" in text:
            *whole, text = text.replace("\r\n", "\n").split("\n")
            for line in whole:
                self._text.append(line)
                self._kept = True
                self._flush()
        self._text.append(text)
        self._kept = self._kept or self._context.pres > 0
        if self._context.links:
            self._linked += len(text.strip())

    def _flush(self) -> None:
        """End the line that was gathered, if it prints anything."""
        if not self._text:
            return
        text = "".join(self._text)
        text = text.rstrip() if self._kept else collapse(text)
        linked, self._linked, self._text, self._kept = self._linked, 0, [], False
        if not text.strip():
            return
        label, self._label = self._label, ""
        if label and not _LABELLED.match(text):
            text = f"{label} {text}"
        else:
            label = ""
        grid = self._grids[-1] if self._grids else None
        self.lines.append(
            WebLine(
                text,
                self._blocks[-1],
                linked,
                self._context.outline,
                label,
                grid.cell if grid else None,
                grid.span if grid and grid.cell else (1, 1),
                self._context.asides > 0,
            )
        )


class _ListCounter:
    """The numbers that ``<ol>`` prints, given out one by one; ``<ul>`` prints none."""

    def __init__(self, element: etree._Element) -> None:
        self.form = _LIST_TYPES.get(element.get("type", ""), "decimal")
        unnumbered = _NO_NUMBER.search(element.get("style", "").lower())
        self.numbered = element.tag == "ol" and unnumbered is None
        self.number = _attribute(element, "start", 1) - 1

    def next_label(self, item: etree._Element) -> str:
        self.number = _attribute(item, "value", self.number + 1)
        return f"{number_to_text(self.number, self.form)}." if self.numbered else ""


def _attribute(element: etree._Element, name: str, default: int) -> int:
    value = element.get(name, "").strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 7 else default


def collapse(text: str) -> str:
    """White space as a browser shows it: runs are one blank, none at the edges, and a line end
    between Chinese characters is nothing (CSS Text 3, 4.1.3)."""
    return _COLLAPSE.sub(" ", _CHINESE_BREAK.sub("", text)).strip(" ").rstrip()


def leads_away(href: str | None) -> bool:
    """Whether a link leads out of the text: those of a table of contents (#chapter1) do not."""
    return href is not None and (not href.startswith("#") or len(href) == 1)


def is_block(node: etree._Element) -> bool:
    """Whether the element begins and ends a line."""
    if node.tag in BLOCKS:
        return True
    style = node.get("style")
    return style is not None and _BLOCK_STYLE.search(style.lower()) is not None


def is_hidden(node: etree._Element) -> bool:
    """Whether the element says that it is not shown."""
    if node.get("hidden") is not None:
        return True
    style = node.get("style")
    return style is not None and _HIDDEN_STYLE.search(style.lower()) is not None
