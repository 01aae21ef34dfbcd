"""A drafting note as claims: each passage that may speak of articles, with its address.

A claim is the own text of a 项 (一是 … 二是 …), a paragraph or a level of the note. Its label
says where a reader finds it: 主要内容·第三章·二是. What it says of articles is read in three ways
besides likeness:

- it cites them: 草案第十二条, （第三条至第五条);
- it lists them: 明确条例的立法目的、概念界定、适用范围 … (``listings``);
- it stands under 第三章, or under a heading that is the chapter's: ``chapter`` of its entry.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

import regex as re

from drafting.akn import Provision, Tree, TreeLine
from drafting.akn.lines import provision_of
from drafting.comparison.entries import Entry, split_sentences
from drafting.text.citations import Citation, Target, find_citations, steps_to_eid
from drafting.text.numerals import NUMERAL_CHARS, read_numeral, write_numeral
from drafting.text.script import fold

_CHAPTER = re.compile(
    rf"^[(（]?[{NUMERAL_CHARS}]*[)）、.]?\s*(?:关于)?(?:草案)?第([{NUMERAL_CHARS}]+)章"
)
_BACKGROUND = re.compile(
    r"必要性|重要性|背景|意义|过程|经过|依据|思路|考虑|可行性|指导思想|基本情况|起草情况|"
    r"工作情况|征求意见|审查情况|立法原则|起草原则|总体要求"
)
_CONTENT = re.compile(r"内容|规定|条款|制度|问题|说明的|亮点|举措|框架|重点")
_SANCTION = re.compile(r"法律责任|处罚|罚则|罚款|违法行为")
_OPENING = re.compile(r"(?:作|做)?(?:如下|以下)(?:说明)?[。：:]?$|^各位|^主任|受.{2,20}委托")
_OWN_NAME = re.compile(
    r"^[《<]?(?:本|该|此)?(?:条例|法|办法|规定|草案|细则|决定|送审稿|征求意见稿)"
)
_LEAST_CLAIM = 6
_ANNOUNCEMENT = 24
"""A line 第二章 基础设施。 with no more behind 章 announces the chapter and claims nothing."""


@dataclass(frozen=True)
class Claim:
    """One passage of a note.

    ``entry`` is what is compared (its paragraphs are sentences and their clauses, its chapter the
    headings above); ``chapter`` the number of the draft's chapter that it announces ("" when
    none); ``background`` says that it gives reasons (立法必要性, 起草过程) and promises nothing.
    """

    entry: Entry
    chapter: str
    background: bool

    @cached_property
    def penalty(self) -> bool:
        """Whether it speaks of sanctions, that is of the penalty articles."""
        return bool(_SANCTION.search(fold(self.entry.text) + self.entry.chapter))


@dataclass
class _Block:
    """The own text of one provision on one line, and the headings under which it stands."""

    provision: Provision | None
    text: str
    chapter: tuple[str, str]


def tree_to_claims(tree: Tree) -> list[Claim]:
    """The claims of a note, in order."""
    blocks = [b for b in _blocks(tree) if len(b.text) >= _LEAST_CLAIM and not _is_opening(b)]
    last = max(len(blocks) - 1, 1)
    places: Counter[str] = Counter()
    claims = []
    for at, block in enumerate(blocks):
        path = _path(block)
        if not _has_number(block.provision):
            places["·".join(path)] += 1
            path = [*path, f"第{write_numeral(places['·'.join(path)])}段"]
        claims.append(_block_to_claim(block, path, at / last))
    return claims


def _block_to_claim(block: _Block, path: Sequence[str], place: float) -> Claim:
    number, chapter = block.chapter
    entry = Entry(
        eid=block.provision.eid if block.provision is not None else "",
        label="·".join(path), heading="", paragraphs=tuple(_clauses(block.text)),
        chapter=chapter or _subject(block), place=place, text=block.text,
    )
    return Claim(entry, number, _is_background(block, path))


def _is_opening(block: _Block) -> bool:
    """主任、各位委员：, 受市人民政府委托…, 现将起草情况说明如下："""
    return block.provision is None and bool(_OPENING.search(block.text))


def _subject(block: _Block) -> str:
    """The innermost heading, which may be the draft's: （三）关于养犬行为规范."""
    headings = [p.bare_heading for p in _above(block.provision) if p.kind == "level"]
    return fold(next((h for h in reversed(headings) if h), "")).removeprefix("关于").rstrip("。:")


def _is_background(block: _Block, path: Sequence[str]) -> bool:
    above = "·".join(path)
    return bool(_BACKGROUND.search(above)) and not _CONTENT.search(above)


def _clauses(text: str) -> Iterator[str]:
    """Sentences, and the clauses of those that have several."""
    for sentence in split_sentences(text):
        yield sentence
        clauses = [c for c in re.split(r"(?<=[，,])", sentence) if len(c) > 8]
        if len(clauses) > 1:
            yield from clauses


def _blocks(tree: Tree) -> Iterator[_Block]:
    """The text of each provision on each line; the chapter a line announces holds below it."""
    chapters: dict[str, tuple[str, str]] = {}
    for line in _body_lines(tree):
        owner = provision_of(line.pieces[0].element)
        levels = [p.eid for p in _above(owner) if p.kind == "level"]
        named = _CHAPTER.match(fold(line.text))
        if named:
            rest = line.text[named.end() :]
            title = re.split(r"[。：:，,]", fold(rest), maxsplit=1)[0].strip()
            title = title if len(title) <= _ANNOUNCEMENT else ""
            chapters[levels[-1] if levels else ""] = str(read_numeral(named[1]) or ""), title
            if len(rest) <= _ANNOUNCEMENT:
                continue
        chapter = next((chapters[eid] for eid in (*levels[::-1], "") if eid in chapters), ("", ""))
        yield from (_Block(owner, text, chapter) for owner, text in _line_to_texts(line))


def _body_lines(tree: Tree) -> list[TreeLine]:
    inside = set(tree.body.iter())
    return [
        line for line in tree.lines
        if line.pieces[0].element in inside
        and not any(p.kind == "hcontainer" for p in _above(line.provision))
    ]


def _line_to_texts(line: TreeLine) -> Iterator[tuple[Provision | None, str]]:
    """The line's text by provision, numbers (一是) with it, headings without."""
    told = [piece for piece in line.pieces if piece.element.kind not in ("heading", "subheading")]
    for owner, run in groupby(told, key=lambda piece: provision_of(piece.element)):
        pieces = list(run)
        if any(piece.element.kind != "num" for piece in pieces):
            yield owner, line.text[pieces[0].start : pieces[-1].end].strip()


def _above(provision: Provision | None) -> list[Provision]:
    """The provision and those that hold it, outermost first."""
    if provision is None:
        return []
    return [p for p in (provision, *provision.iterancestors()) if isinstance(p, Provision)][::-1]


def _has_number(provision: Provision | None) -> bool:
    return provision is not None and provision.kind != "level" and bool(provision.num)


def _path(block: _Block) -> list[str]:
    """主要内容, 第三章, 二是: headings, or numbers where there is no heading, outermost first."""
    path = []
    for provision in _above(block.provision):
        if provision.kind == "level":
            number = "".join(provision.num.split())
            named = number if number.startswith("第") else provision.bare_heading.strip("。：:")
            chapter = _CHAPTER.match(fold(named))
            path.append(f"第{chapter[1]}章" if chapter else named or number)
        elif provision.num:
            path.append("".join(provision.num.split()))
    number = block.chapter[0]
    label = f"第{write_numeral(int(number))}章" if number else ""
    if label and not any(label in part for part in path):
        levels = sum(p.kind == "level" for p in _above(block.provision))
        path.insert(levels, label)
    return [part for part in path if part]


def find_cited(words: str, eids: Sequence[str]) -> list[int]:
    """Which articles of the draft folded ``words`` of its note cite, by index in ``eids``.

    第三条, 草案第三条至第五条, 《条例》第三条 cite the draft; 《行政处罚法》第三条 does not.
    """
    places = {eid: at for at, eid in enumerate(eids)}
    found: list[int] = []
    for citation in find_citations(words):
        if _is_of_draft(citation):
            for target in citation.targets:
                found += _target_to_places(target, places)
    return list(dict.fromkeys(found))


def _is_of_draft(citation: Citation) -> bool:
    if citation.kind == "foreign":
        return bool(_OWN_NAME.match(citation.anchor))
    return citation.kind in ("own", "bare")


def _target_to_places(target: Target, places: dict[str, int]) -> list[int]:
    first = places.get(target.eid.split("__")[0])
    if first is None:
        return []
    last = places.get(steps_to_eid(target.until).split("__")[0]) if target.until else None
    return list(range(first, last + 1)) if last is not None and last >= first else [first]
