"""A tree as the entries that ``compare`` sets beside one another.

A regulation's entries are its 条, a policy's its items (levels that say something themselves), a
note's its claims (see ``claims``). An entry keeps the text as printed and the words as compared:
folded (``text.script.fold``), offset for offset the same.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import regex as re

from drafting.akn import Provision, Tree, TreeLine
from drafting.akn.names import CONTAINERS, tag
from drafting.text.script import fold

Kind = Literal["regulation", "note", "policy"]

_NOTE_TITLE = re.compile(r"(?:说明|解读)[(（)）]?[^章条]{0,8}$")
_FEW = 10
"""Articles that a note may quote without being the regulation that it explains."""
_LEADING = re.compile(r"^[^。；;:：，,]{2,30}[。：:](?=.)")
_RESPONSIBLE = re.compile(r"[(（](?:[^()（）。：:]{2,6}单位[：:])?[^()（）。]{2,}[)）]$")
"""（责任单位：市经信局、市科技局） at the end of an item: who does it, not what is done."""
_CONTAINERS = tuple(tag(name) for name in CONTAINERS)


@dataclass(frozen=True)
class Entry:
    """One article, item or claim.

    ``paragraphs`` are its words as printed, without label and heading, a 款 or a sentence each;
    ``chapter`` the headings of the containers above; ``place`` how far into its text it stands,
    0 … 1; ``text`` the whole as printed.
    """

    eid: str
    label: str
    heading: str
    paragraphs: tuple[str, ...]
    chapter: str
    place: float
    text: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The paragraphs as they are compared."""
        return tuple(fold(paragraph) for paragraph in self.paragraphs)

    @cached_property
    def title(self) -> str:
        """The heading as it is compared."""
        return fold(self.heading)


def tree_to_kind(tree: Tree) -> Kind:
    """Return what ``tree`` is beside a draft.

    One whose title ends in 说明 or 解读 is a note; a text with 条 is a regulation; of the others
    one that counts the draft's chapters or articles is a note, the rest are policies.
    """
    if _NOTE_TITLE.search(fold(tree.title)) and len(tree.articles) < _FEW:
        return "note"
    if tree.articles:
        return "regulation"
    return "note" if tree.data("claim-articles") or tree.data("claim-chapters") else "policy"


def tree_to_entries(tree: Tree) -> list[Entry]:
    """The articles of ``tree``, in order; of a text without 条 its items (levels with words)."""
    kind = "article" if tree.articles else "level"
    lines: dict[str, list[TreeLine]] = defaultdict(list)
    for unit in tree.units:
        if unit.level == kind:
            lines[unit.eid] += unit.lines
    told = [p for p in tree.iter_provisions(kind) if any(map(_line_words, lines[p.eid]))]
    last = max(len(told) - 1, 1)
    make = _article_to_entry if kind == "article" else _item_to_entry
    return [make(provision, lines[provision.eid], at / last) for at, provision in enumerate(told)]


def _article_to_entry(article: Provision, lines: list[TreeLine], place: float) -> Entry:
    paragraphs: list[str] = []
    for line in lines:
        words, owner = _line_words(line), line.provision
        # The 项 of a list say little alone: they are read with the 款 that opens them.
        if paragraphs and owner is not None and owner.kind in ("point", "indent"):
            paragraphs[-1] += words
        elif words:
            paragraphs.append(words)
    text = "\n".join(line.text for line in lines)
    heading, chapter = article.bare_heading, _chapter(article)
    return Entry(article.eid, article.label, heading, tuple(paragraphs), chapter, place, text)


def _item_to_entry(level: Provision, lines: list[TreeLine], place: float) -> Entry:
    words = "\n".join(filter(None, map(_line_words, lines)))
    words, heading = _RESPONSIBLE.sub("", words), level.bare_heading.rstrip("。:：")
    # 1、加大项目招引力度。将…: the first short sentence of an item is its heading.
    lead = None if heading else _LEADING.match(words)
    if lead is not None:
        heading, words = lead[0][:-1], words[lead.end() :]
    text = "\n".join(line.text for line in lines)
    sentences = tuple(split_sentences(words)) or (heading,)
    return Entry(level.eid, level.label, heading, sentences, _chapter(level), place, text)


def split_sentences(text: str) -> list[str]:
    """``text`` cut behind 。 and ； and at line breaks; what is left of the white space between."""
    parts = re.split(r"(?<=[。；;])|\n", text)
    return [part.strip() for part in parts if len(part.strip()) > 3]


def _line_words(line: TreeLine) -> str:
    """The printed words of a line without the labels and headings at its head."""
    for piece in line.pieces:
        if piece.element.kind not in ("num", "heading", "subheading"):
            return line.text[piece.start :].strip()
    return ""


def _chapter(provision: Provision) -> str:
    above = provision.iterancestors(*_CONTAINERS, tag("level"))
    return fold(" ".join(p.bare_heading for p in above if isinstance(p, Provision)))
