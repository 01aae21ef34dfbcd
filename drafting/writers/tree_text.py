"""A tree as plain text: the whole text, indented by its structure; or its outline alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from drafting.akn import Element, Provision, Tree, TreeLine, block_text
from drafting.akn.names import CONTAINERS, HIERARCHY, tag
from drafting.text.numerals import write_numeral

_HIERARCHY = frozenset(tag(n) for n in (*HIERARCHY, "hcontainer"))
_SHORT = 16
_WORDS = {
    "title": "标题", "toc": "目录", "preface": "题注", "preamble": "序言", "conclusions": "落款",
    "furniture": "页面附带内容", "duplicate": "第二份文本", "attachment": "附件", "table": "表格",
    "block": "段落",
}


def tree_to_text(tree: Tree) -> str:
    """Return every printed line, indented by two blanks for each provision that holds it."""
    return "".join(f"{'  ' * _depth(line)}{line.text}\n" for line in tree.lines)


def _depth(line: TreeLine) -> int:
    first = line.pieces[0].element
    above = sum(1 for element in first.iterancestors() if element.tag in _HIERARCHY)
    return max(above - 1, 0)


def tree_to_outline(tree: Tree) -> str:
    """Return the outline: a line for each provision and block, its address and first words.

    What points somewhere follows at the end: 第十条第二款: 前款 → art_10__para_1.
    """
    lines = [f"{tree.kind} {tree.title}"]
    shown: set[Element] = set()
    for unit in tree.units:
        element = unit.element
        if isinstance(element, Provision) and element.kind != "hcontainer":
            lines += _provision_to_lines(element, shown)
        else:
            words = f"{_WORDS.get(unit.level, unit.level)} {_cut(unit.text)} ×{len(unit.lines)}"
            lines.append(f"{words} [{unit.eid}]")
    return "\n".join([*lines, *_references(tree)]) + "\n"


def _provision_to_lines(provision: Provision, shown: set[Element]) -> Iterator[str]:
    if provision in shown:
        return
    shown.add(provision)
    above = sum(1 for e in provision.iterancestors() if e.tag in _HIERARCHY)
    head = " ".join(filter(None, (provision.num, provision.heading))) or _name(provision)
    text = _cut(_own_words(provision))
    yield f"{'  ' * above}{head}{' ' + text if text else ''} [{provision.eid}]"
    if provision.kind not in CONTAINERS:
        for child in provision:
            if child.tag in _HIERARCHY and child.tag != tag("level"):
                yield from _provision_to_lines(cast(Provision, child), shown)
            elif child.tag == tag("wrapUp"):
                yield f"{'  ' * (above + 1)}（续）{_cut(cast(Element, child).full_text)}"


def _name(provision: Provision) -> str:
    if provision.kind == "paragraph":
        return f"第{write_numeral(min(provision.ordinal, 9999))}款"
    return {"hcontainer": "附带"}.get(provision.kind, provision.kind)


def _own_words(provision: Provision) -> str:
    for name in ("content", "intro"):
        child = provision.find(tag(name))
        if child is not None:
            return "".join(block_text(p) for p in child.iterchildren(tag("p")))
    return ""


def _cut(text: str) -> str:
    squeezed = "".join(text.split())
    return squeezed if len(squeezed) <= _SHORT else f"{squeezed[: _SHORT - 4]}…{squeezed[-3:]}"


def _references(tree: Tree) -> Iterator[str]:
    for reference in tree.references:
        where = reference.provision.label if reference.provision is not None else ""
        to = reference.target or reference.href or "？"
        until = f" … {reference.until}" if reference.until else ""
        yield f"引用 {where}: {''.join(reference.text.split())} → {to}{until}"
