"""The records of a round: a comment as it came, where it stands in a draft, what became of it.

    file ──read──▶ Comment(anchors=(Anchor, …)) ──store──▶ Voice ──carry──▶ the next draft
"""

from __future__ import annotations

from typing import Literal

from drafting.records import record

Kind = Literal["修改", "删除", "增加", "疑问", "支持", "反对"]
KINDS: tuple[Kind, ...] = ("修改", "删除", "增加", "疑问", "支持", "反对")
Answer = Literal["采纳", "部分采纳", "不采纳", "解释说明"]
ANSWERS: tuple[Answer, ...] = ("采纳", "部分采纳", "不采纳", "解释说明")

GENERAL = "总体意见"
"""What stands in the column 条款 of a comment that has no provision."""


@record
class Anchor:
    """Where a comment stands in one draft.

    ``label`` is the address as a lawyer writes it; ``words`` the exact words meant, as the draft
    prints them ("" for the whole provision); ``how`` says what placed it: "eid" (the row knew),
    "label" (第十二条 was written), "words" (its words were quoted), "heading" (【统筹布局】),
    "mark" (a Word comment or tracked change stands there), "carry" (alignment with a new draft).
    """

    eid: str
    label: str
    words: str = ""
    how: str = ""


@record
class Comment:
    """One comment as a file said it. No anchors: it speaks of the text as a whole.

    ``place`` tells where in the file it stands (表1 第5行, 批注3, 第12行); ``origin`` what it was:
    "form", "note" (a cell's own note), "comment" (Word), "revision" (tracked), "edit" (untracked)
    or "letter". ``proposed`` is the wording asked for, ``context`` the whole 款 as it would then
    read (tracked changes know that). ``date`` is as ISO 8601 when the file tells it.
    """

    text: str
    place: str
    origin: str
    anchors: tuple[Anchor, ...] = ()
    kind: Kind = "修改"
    proposed: str = ""
    reason: str = ""
    context: str = ""
    proposer: str = ""
    unit: str = ""
    contact: str = ""
    date: str = ""


@record
class Reading:
    """What one returned file gave: its comments, and what of it is no comment.

    ``format`` is what the file turned out to be ("form", "draft", "letter"); ``rest`` are its lines
    that are no comments (salutation, signature, the draft's own text is not repeated); ``notes``
    is what a person should know (formulas kept as text, macros ignored, a column not understood).
    """

    format: str
    comments: tuple[Comment, ...]
    rest: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


Effect = Literal["未改", "已改", "已移动", "已移动并修改", "已拆分", "已合并", "已删除"]


@record
class Standing:
    """An anchor in one draft and, from the second draft on, what that draft did there.

    ``effect`` is an ``Effect`` ("" in the draft the comment was made on). What was deleted has an
    anchor without eId, whose label says so.
    """

    draft: int
    anchor: Anchor
    effect: str = ""


@record
class Voice:
    """A comment in the store: one of perhaps many alike, with what became of it.

    ``group`` is the id of the comment that represents it and its like (its own when it is alone);
    ``proposal`` and ``because`` are what the store proposes to answer, for a person to confirm.
    """

    id: int
    file: str
    file_id: int
    comment: Comment
    standings: tuple[Standing, ...] = ()
    group: int = 0
    status: str = ""
    answer: str = ""
    answered_by: str = ""
    answered_at: str = ""
    proposal: str = ""
    because: str = ""


@record
class Group:
    """Comments alike: the representative first, then the others by id."""

    voices: tuple[Voice, ...]

    @property
    def head(self) -> Voice:
        """The voice that stands for all."""
        return self.voices[0]

    @property
    def count(self) -> int:
        """How many said it."""
        return len(self.voices)
