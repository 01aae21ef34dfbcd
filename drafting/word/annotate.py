"""``annotate``: a draft with what its note, other texts and the checks say, in three forms."""

from __future__ import annotations

import json
from collections.abc import Sequence

from lxml import etree

from drafting.akn.files import tree_to_xml
from drafting.akn.names import SOURCE, tag
from drafting.akn.tree import Tree
from drafting.checks import check_tree
from drafting.comparison.compare import compare_trees
from drafting.records import record
from drafting.word.comments import WordComment
from drafting.word.document import DocumentSettings, tree_to_file
from drafting.word.remarks import findings_to_comments, matches_to_comments
from drafting.word.settings import WordFile

SUFFIXES = (".docx", ".xml", ".json")


@record
class Annotated:
    """A draft and the comments on it."""

    tree: Tree
    comments: tuple[WordComment, ...]


def annotate_tree(
    draft: Tree, note: Tree | None, peers: Sequence[Tree], settings: DocumentSettings
) -> Annotated:
    """Gather the comments: what ``check`` finds, what ``note`` says of each article, the nearest
    articles of ``peers`` (regulations of other places, policies).
    """
    findings = check_tree(draft, note=note)
    comments = findings_to_comments(draft, findings, settings.date)
    others = [*([note] if note is not None else []), *peers]
    if others:
        matches = compare_trees(draft, others)
        comments += matches_to_comments(draft, others, matches, settings.date)
    return Annotated(draft, tuple(comments))


def annotated_to_bytes(found: Annotated, suffix: str, settings: DocumentSettings) -> bytes:
    """Write to the form of ``suffix``: .docx (Word comments), .xml (the tree, comments in its
    metadata), .json (the list of comments).
    """
    return annotated_to_file(found, suffix, settings).data


def annotated_to_file(found: Annotated, suffix: str, settings: DocumentSettings) -> WordFile:
    """The same, with what is to be said."""
    if suffix == ".docx":
        return tree_to_file(found.tree, settings, found.comments)
    if suffix == ".xml":
        return WordFile(tree_to_xml(_with_comments(found)))
    records = [_comment_to_record(c) for c in found.comments]
    data = {"draft": found.tree.title, "comments": records}
    return WordFile((json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode())


def _comment_to_record(comment: WordComment) -> dict[str, object]:
    return {
        "eid": comment.eid, "line": comment.line, "start": comment.start, "words": comment.words,
        "author": comment.author, "date": comment.date.isoformat(), "text": comment.text,
    }


def _with_comments(found: Annotated) -> Tree:
    """A copy of the tree with a ``d:comment`` for each comment in ``meta/proprietary``."""
    tree = found.tree.copy()
    proprietary = tree.main.find(f"{tag('meta')}/{tag('proprietary')}")
    if proprietary is None:
        meta = tree.main.find(tag("meta"))
        proprietary = etree.SubElement(tree.main if meta is None else meta, tag("proprietary"))
        proprietary.set("source", "#drafting")
    for comment in found.comments:
        entry = etree.SubElement(proprietary, f"{{{SOURCE}}}comment")
        for name, value in _comment_to_record(comment).items():
            if name != "text" and value not in ("", 0, -1):
                entry.set(name, str(value))
        entry.text = comment.text
    return tree
