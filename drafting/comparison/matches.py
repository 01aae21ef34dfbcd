"""The record of a comparison with other texts: which passages of theirs speak of which article."""

from __future__ import annotations

from drafting.records import record


@record
class Candidate:
    """An article, item or claim of another text. ``source`` is the text's short name.

    ``text`` is the whole of it as printed, ``passage`` the paragraphs or sentences of it that speak
    of the draft's article; ``label`` is how a reader finds it (第十二条, 主要内容·第三章·二是),
    ``heading`` its 条标, bare.
    """

    source: str
    label: str
    eid: str
    text: str
    confidence: float
    passage: str = ""
    heading: str = ""


@record
class Match:
    """One article of the draft and its candidates, best first (none where there is none)."""

    draft: str
    draft_eid: str
    candidates: tuple[Candidate, ...]


@record
class Unmatched:
    """What another text has and the draft has not.

    Of a regulation an article, of a policy an item or a sentence of one, of a note a claim that no
    article carries, or the part of it: then ``text`` is that part and ``context`` the whole claim.
    """

    source: str
    label: str
    eid: str
    text: str
    context: str = ""


@record
class Matches:
    """The whole comparison. ``kinds`` says of each source "regulation", "note" or "policy"."""

    draft: str
    sources: tuple[str, ...]
    matches: tuple[Match, ...]
    unmatched: tuple[Unmatched, ...]
    kinds: tuple[str, ...] = ()
