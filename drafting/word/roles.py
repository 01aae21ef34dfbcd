"""What a printed line is on the page, and the style of the official document that shows it."""

from __future__ import annotations

from dataclasses import replace

from drafting.akn.elements import Element
from drafting.akn.lines import TreeLine
from drafting.akn.names import tag
from drafting.akn.tree import Tree
from drafting.akn.units import Unit
from drafting.records import record

STYLES = {
    "body": "正文段落",
    "title": "公文标题",
    "caption": "题注行",
    "toc-heading": "目录标题",
    "toc-1": "目录一级",
    "toc-2": "目录二级",
    "part": "编标题",
    "chapter": "章标题",
    "section": "节标题",
    "article": "条文",
    "paragraph": "款",
    "point": "项",
    "indent": "目",
    "level-1": "一级标题",
    "level-2": "二级标题",
    "level-3": "三级标题",
    "attachment": "附件标题",
    "salutation": "主送机关",
    "signature": "落款",
    "cell": "表格文字",
    "note": "脚注行",
    "furniture": "页面附带内容",
}
"""The template's style for each role; the names are what staff see in Word."""
LABEL_STYLE = "条标"
"""Character style of 第一条 and 【立法目的】 at the head of an article."""
_CONTAINER_ROLES = {"part": "part", "subpart": "part", "chapter": "chapter", "section": "section"}
_BLOCK_ROLES = {
    "title": "title", "attachment": "attachment", "conclusions": "signature",
    "preface": "caption", "furniture": "furniture", "duplicate": "furniture",
}
_SALUTATION = 40
"""A line that ends in a colon and is shorter names whom a notice is addressed to."""
_NOTE, _TABLE, _NUM = tag("authorialNote"), tag("table"), tag("num")
_HEADS = (_NUM, tag("heading"))


@record
class Role:
    """``name`` is a key of ``STYLES``; ``label_end`` is where the label (and heading) of an
    article ends in the line, 0 when none is to be set off; ``new_page`` parts the document from
    the page furniture before and after it.
    """

    name: str
    label_end: int = 0
    new_page: bool = False

    def looks_like(self, other: Role) -> bool:
        """Whether a paragraph of either role has the same properties."""
        return (self.name, self.new_page) == (other.name, other.new_page)


def tree_to_roles(tree: Tree) -> list[Role]:
    """The role of each line of ``Tree.lines``."""
    aside = {e: Role("note") for note in tree.main.iter(_NOTE) for e in note.iterdescendants()}
    for table in tree.main.iter(_TABLE):
        aside |= dict.fromkeys(table.iterdescendants(), Role("cell"))
    roles = [
        aside.get(line.pieces[0].element) or _line_to_role(unit, line, at)
        for unit in tree.units for at, line in enumerate(unit.lines)
    ]
    printed = [at for at, role in enumerate(roles) if role.name != "furniture"]
    if printed:
        for at in {printed[0], printed[-1] + 1} - {0, len(roles)}:
            roles[at] = replace(roles[at], new_page=True)
    return roles


def _line_to_role(unit: Unit, line: TreeLine, at: int) -> Role:
    if unit.level == "article":
        return _article_line_to_role(line)
    if unit.level in _CONTAINER_ROLES:
        return Role(_CONTAINER_ROLES[unit.level] if at == 0 else "body")
    if unit.level == "level":
        return _level_line_to_role(unit, line)
    if unit.level == "toc":
        return Role(_toc_role(line.pieces[0].element))
    if unit.element.get("name") == "notice":
        return Role(_notice_role(line.text, at))
    if unit.level == "preface" and unit.eid.startswith("att_") and at == 0:
        return Role("attachment")
    return Role(_BLOCK_ROLES.get(unit.level, "body"))


def _notice_role(text: str, at: int) -> str:
    """The parts of a notice that brings a plan or an opinion along."""
    if at == 0 and text.rstrip("。").endswith(("通知", "公告", "通告", "函", "批复")):
        return "title"
    return "salutation" if text[-1:] in "：:" and len(text) < _SALUTATION else "body"


def _article_line_to_role(line: TreeLine) -> Role:
    first = line.pieces[0].element
    if first.tag != _NUM:
        return Role("paragraph")
    owner = first.getparent()
    kind = owner.kind if isinstance(owner, Element) else "article"
    if kind != "article":
        return Role(kind if kind in STYLES else "point")
    return Role("article", max(p.end for p in line.pieces if p.element.tag in _HEADS))


def _level_line_to_role(unit: Unit, line: TreeLine) -> Role:
    kinds = {piece.element.kind for piece in line.pieces}
    if "heading" not in kinds or "p" in kinds:
        return Role("body")
    depth = 1 + sum(1 for eid in unit.path if "level_" in eid)
    return Role(f"level-{min(depth, 3)}")


def _toc_role(element: Element) -> str:
    if element.kind != "tocItem":
        return "toc-heading"
    return "toc-2" if element.get("level", "1") != "1" else "toc-1"
