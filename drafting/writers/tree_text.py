"""A tree as plain text: the whole text, indented by its structure; or its outline alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from drafting.akn import Element, Provision, Tree, TreeLine, block_text
from drafting.akn.names import HIERARCHY, local, tag
from drafting.text.numerals import write_numeral

_HIERARCHY = frozenset(tag(n) for n in (*HIERARCHY, "hcontainer"))
_SHORT, _TAIL = 16, 3
_WORDS = {
    "longTitle": "标题", "preamble": "序言", "table": "表格", "p": "段落", "wrapUp": "续",
    "furniture": "页面附带", "duplicate": "第二份文本", "toc": "目录", "signature": "落款",
    "noteToTitle": "题注", "docNumber": "文号", "repeatedTitle": "标题重复", "notice": "公告通知",
    "distribution": "抄送", "annexList": "附件目录",
}  # fmt: skip
"""What blocks are called in an outline: by their name, else by their element."""
_BLOCKS = frozenset(tag(n) for n in ("longTitle", "preamble", "table", "p", "wrapUp", "container"))
_OPENED = frozenset(
    tag(n) for n in ("coverPage", "preface", "body", "mainBody", "conclusions", "attachments",
                     "attachment", "doc")
)  # fmt: skip


def tree_to_text(tree: Tree) -> str:
    """Return every printed line, indented by two blanks for each provision that holds it."""
    return "".join(f"{'  ' * _depth(line)}{line.text}\n" for line in tree.lines)


def _depth(line: TreeLine) -> int:
    first = line.pieces[0].element
    above = sum(1 for element in first.iterancestors() if element.tag in _HIERARCHY)
    return max(above - 1, 0)


def tree_to_outline(tree: Tree) -> str:
    """Return the outline: a line for each provision and block, its first words, its address.

    What is cited follows: 引用 第十条第二款: 前款 → art_10__para_1.
    """
    lines = [f"{tree.kind} {tree.title}", *_blocks_to_lines(tree.main), *_references(tree)]
    return "\n".join(lines) + "\n"


def _blocks_to_lines(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag in _OPENED:
            if child.tag == tag("attachment"):
                yield f"附件 [{child.get('eId')}]"
            yield from _blocks_to_lines(cast(Element, child))
        elif child.tag in _HIERARCHY:
            yield from _provision_to_lines(cast(Provision, child), 0)
        elif child.tag in _BLOCKS:
            yield _block_to_line(cast(Element, child), 0)


def _block_to_line(block: Element, depth: int) -> str:
    name = block.get("name") or block.kind
    lines = block.full_text.split("\n")
    count = f" ×{len(lines)}" if len(lines) > 1 else ""
    address = f" [{block.eid}]" if block.eid else ""
    return f"{'  ' * depth}{_WORDS.get(name, name)} {_cut(''.join(lines))}{count}{address}"


def _provision_to_lines(provision: Provision, depth: int) -> Iterator[str]:
    if provision.kind == "hcontainer":
        yield _block_to_line(provision, depth)
        return
    head = " ".join(filter(None, (provision.num, provision.heading))) or _name(provision)
    words = _cut(_own_words(provision))
    yield f"{'  ' * depth}{head}{' ' + words if words else ''} [{provision.eid}]"
    for child in provision:
        if child.tag in _HIERARCHY:
            yield from _provision_to_lines(cast(Provision, child), depth + 1)
        elif child.tag == tag("wrapUp"):
            yield _block_to_line(cast(Element, child), depth + 1)
        elif local(str(child.tag)) in ("content", "intro"):
            tables = child.iterchildren(tag("table"))
            yield from (_block_to_line(cast(Element, table), depth + 1) for table in tables)


def _name(provision: Provision) -> str:
    if provision.kind == "paragraph":
        return f"第{write_numeral(min(provision.ordinal, 9999))}款"
    return {"point": "（项）", "indent": "（目）"}.get(provision.kind, provision.kind)


def _own_words(provision: Provision) -> str:
    for name in ("content", "intro"):
        child = provision.find(tag(name))
        if child is not None:
            return "".join(block_text(p) for p in child.iterchildren(tag("p")))
    return ""


def _cut(text: str) -> str:
    squeezed = "".join(text.split())
    if len(squeezed) <= _SHORT:
        return squeezed
    return f"{squeezed[: _SHORT - _TAIL - 1]}…{squeezed[-_TAIL:]}"


def _references(tree: Tree) -> Iterator[str]:
    for reference in tree.references:
        where = reference.provision.label if reference.provision is not None else ""
        to = reference.target or reference.href or "？"
        until = f" … {reference.until}" if reference.until else ""
        yield f"引用 {where}: {''.join(reference.text.split())} → {to}{until}"
