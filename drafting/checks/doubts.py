"""S: what the parser was not sure of, told as findings."""

from __future__ import annotations

from collections.abc import Iterator

from drafting.checks.nodes import Row
from drafting.checks.registry import rule
from drafting.checks.view import Fault, Spot, View


@rule("S013", "duplicate-differs", "warning", norm="同一文本前后一致")
def find_different_copies(view: View) -> Iterator[Fault]:
    """The page holds the text twice, and the two copies differ here.

    Why: nobody knows which of the two was meant.

    Wrong:
        杭州市机器人管理办法
        第一条 为了规范机器人产业的管理，制定本办法。
        第二条 市人民政府负责机器人产业的管理工作。
        第三条 区人民政府负责本区域的管理工作。
        第四条 本办法自公布之日起施行。
        来源：市司法局
        杭州市机器人管理办法
        第一条 为了规范机器人产业的管理，制定本办法。
        第二条 市人民政府负责机器人产业的监督工作。
        第三条 区人民政府负责本区域的管理工作。
        第四条 本办法自公布之日起施行。

    Right:
        杭州市机器人管理办法
        第一条 为了规范机器人产业的管理，制定本办法。
        第二条 市人民政府负责机器人产业的管理工作。
        第三条 区人民政府负责本区域的管理工作。
        第四条 本办法自公布之日起施行。
    """
    yield from _tell_doubts(view, "duplicate-differs")


@rule("S014", "parse-doubt", "info", norm="解析存疑")
def find_doubts(view: View) -> Iterator[Fault]:
    """The parser was not sure how to read this place: no title, no structure, an unread label.

    Why: what is read wrongly is checked and compared wrongly; look at the place.

    Wrong:
        各有关单位，请做好相关工作。

    Right:
        杭州市机器人管理办法
        第一条 为了规范管理，制定本办法。
        第二条 本办法自2024年5月1日起施行。
    """
    known = ("duplicate-differs", "undated", "heading-guessed", "label-unread")
    for code in dict.fromkeys(d.code for d in view.doubts):
        if code not in known:
            yield from _tell_doubts(view, code)


def _tell_doubts(view: View, code: str) -> Iterator[Fault]:
    for doubt in view.doubts:
        if doubt.code == code:
            yield Fault(_doubt_spot(view, doubt.line, doubt.words), doubt.message)


def _doubt_spot(view: View, line: int, words: str) -> Spot:
    """The doubt's words; where its line is not linted (a second copy), a row made for it."""
    row = next((r for r in view.rows if r.number == line), None)
    if row is None:
        tree_line = next((t for t in view.tree.lines if t.number == line), None)
        if tree_line is None:
            return Spot(view.rows[0], 0, 0)
        pieces = [(p.element, p.start, p.end) for p in tree_line.pieces]
        row = Row(tree_line.text, line, 0, "conclusions", None, pieces, 0, tree_line.text)
    at = row.text.find(words) if words else -1
    return Spot(row, at, at + len(words)) if at >= 0 else Spot(row, 0, min(20, len(row.text)))
