"""Making nodes: the few moves that keep a growing tree valid against the schema."""

from __future__ import annotations

from drafting.akn.names import HIERARCHY
from drafting.structure.labels import Label
from drafting.structure.nodes import BLOCKS, Node
from drafting.structure.rows import Row

_CHILDREN = frozenset((*HIERARCHY, "hcontainer"))


def add(parent: Node, kind: str, text: str = "", line: int = 0) -> Node:
    """Append node ``kind`` with ``text``; ``line`` marks it as the beginning of that line."""
    child = Node(kind, text, line)
    parent.children.append(child)
    return child


def add_num(provision: Node, label: Label, line: int) -> None:
    """Give ``provision`` the ``num`` of ``label``, its gap kept when text follows on the line."""
    provision.number = label.eid_number
    provision.text, provision.line = label.num, line
    if label.rest and label.gap:
        provision.gap = label.gap


def open_block(owner: Node) -> Node:
    """The block of ``owner``, a hierarchy node, that takes further text (or a table).

    Before any child it is ``content``; after children it is ``wrapUp``.
    """
    if owner.kind == "paragraph":
        _unfold(owner, "content")
    last = owner.children[-1] if owner.children else None
    if last is not None:
        if last.kind in _CHILDREN:
            return add(owner, "wrapUp")
        if last.kind in BLOCKS:
            _unfold(last, "p")
            return last
    return add(owner, "content")


def _unfold(node: Node, kind: str) -> None:
    """Give the text that ``node`` holds for its only child to a child of that ``kind``."""
    if node.text:
        add(node, kind, node.text, node.line).gap = node.gap
        node.text, node.line, node.gap = "", 0, None


def add_text(owner: Node, text: str, line: int = 0) -> None:
    """Append a paragraph to ``owner``, a hierarchy node, where the schema lets it stand."""
    block = open_block(owner)
    if block.children:
        add(block, "p", text, line)
    else:
        block.text, block.line = text, line


def add_child(owner: Node, kind: str, text: str = "", line: int = 0) -> Node:
    """Append a hierarchy node to ``owner``: its content becomes ``intro``, a wrapUp an alinea."""
    if owner.kind == "paragraph":
        _unfold(owner, "content")
    last = owner.children[-1] if owner.children else None
    if last is not None:
        if last.kind == "content":
            last.kind = "intro"
        elif last.kind == "wrapUp":
            owner.children.pop()
            alinea = add(owner, "alinea")
            last.kind = "content"
            alinea.children.append(last)
    return add(owner, kind, text, line)


def add_furniture(owner: Node, row: Row) -> None:
    """Keep ``row``, which is no text of the regulation, where it stands in ``owner``."""
    container = add_child(owner, "hcontainer")
    container.name = "furniture"
    add(container, "content", row.text, row.number)


def add_container(owner: Node, name: str, rows: list[Row]) -> Node:
    """Append a ``container`` of that name with a p for each row."""
    container = add(owner, "container")
    container.name = name
    add_paragraphs(container, rows)
    return container


def add_paragraphs(owner: Node, rows: list[Row]) -> None:
    """Append a p for each row, tables as tables."""
    i = 0
    while i < len(rows):
        if rows[i].table is not None:
            i = add_table(owner, rows, i)
        else:
            add(owner, "p", rows[i].text, rows[i].number)
            i += 1


def add_table(owner: Node, rows: list[Row], first: int) -> int:
    """Append the table that starts at ``rows[first]``; return the index after it."""
    place = rows[first].table
    assert place is not None
    table = add(owner, "table")
    at = (-1, -1)
    row_node = cell = table
    i = first
    while i < len(rows):
        here = rows[i].table
        if here is None or here[0] != place[0]:
            break
        if here[1] != at[0]:
            row_node = add(table, "tr")
        if here[1:] != at:
            cell = add(row_node, "td")
            for name, size in zip(("rowspan", "colspan"), rows[i].line.span, strict=True):
                if size > 1:
                    cell.set(name, str(size))
        at = here[1:]
        add(cell, "p", rows[i].text, rows[i].number)
        i += 1
    return i
