"""JSON as DESIGN prints it: these fields, first and in this order, of these kinds."""

from __future__ import annotations

import json

import pytest

DRAFT = "hangzhou-robot-draft.txt"


def _begins(record: dict, *names: str) -> bool:
    return tuple(record)[: len(names)] == names


@pytest.fixture
def ask(call, seeds):
    def run(*words: str):
        return json.loads(call(*(seeds / w if w.endswith(".txt") and (seeds / w).exists() else w
                                 for w in words), "--format", "json").stdout)

    return run


def test_findings(ask):
    record = ask("check", DRAFT, "--note", "hangzhou-robot-note.txt")
    assert list(record) == ["findings"] and len(record["findings"]) > 20
    for finding in record["findings"]:
        assert _begins(finding, "source", "code", "rule", "severity", "eid", "label", "line",
                       "words", "message")
        assert finding["code"][0] in "NSRTWPDX" and finding["code"][1:].isdigit()
        assert finding["severity"] in ("error", "warning", "info")
        assert finding.get("fix", "safe") in ("safe", "unsafe")
        assert isinstance(finding["line"], int) and isinstance(finding["words"], str)
        if "fix" in finding:
            assert list(finding)[9] == "fix"


def test_changes(ask):
    record = ask("diff", "old.txt", "new.txt")
    assert _begins(record, "old", "new", "changes")
    assert list(record["old"]) == ["title", "articles"]
    assert record["old"]["articles"] == 5 and record["new"]["articles"] == 6
    for row in record["changes"]:
        assert _begins(row, "level", "kind", "moved", "renumbered", "old", "new", "old_eids",
                       "new_eids", "confidence", "pairs")
        assert row["kind"] in ("unchanged", "modified", "consequential", "inserted", "deleted",
                               "split", "merged")
        assert isinstance(row["moved"], bool) and isinstance(row["renumbered"], bool)
        assert 0 <= row["confidence"] <= 1
        for pair in row["pairs"]:
            assert _begins(pair, "old_eid", "new_eid", "segments")
            assert all(kind in ("equal", "delete", "insert") for kind, _ in pair["segments"])
    inserted = [row for row in record["changes"] if row["kind"] == "inserted"]
    assert [row["new"] for row in inserted] == [["第三条"]] and inserted[0]["old"] == []
    follows = [row for row in record["changes"] if row["new"] == ["第五条"]]
    assert follows[0]["kind"] == "modified" and follows[0]["renumbered"]


def test_both_texts_can_be_rebuilt_from_changes(call, ask):
    record = ask("diff", "old.txt", "new.txt")
    for side, drop, name in (("old", "insert", "old.txt"), ("new", "delete", "new.txt")):
        pairs = sorted(
            (p for row in record["changes"] for p in row["pairs"] if p[f"{side}_eid"]),
            key=lambda p: p[f"{side}_index"],
        )
        text = "".join(t for p in pairs for kind, t in p["segments"] if kind != drop)
        printed = call("parse", name, "--format", "text").stdout
        assert "".join(text.split()) == "".join(printed.split())


def test_matches(ask):
    record = ask("compare", DRAFT, "shanghai-ai-draft-2022.txt")
    assert _begins(record, "matches", "unmatched")
    assert [m["draft_eid"] for m in record["matches"]] == [f"art_{n}" for n in range(1, 49)]
    for match in record["matches"]:
        assert _begins(match, "draft", "draft_eid", "candidates")
        scores = [c["confidence"] for c in match["candidates"]]
        assert scores == sorted(scores, reverse=True)
        for candidate in match["candidates"]:
            assert _begins(candidate, "source", "label", "eid", "text", "confidence")
            assert candidate["source"] == "shanghai-ai-draft-2022"
    for lacking in record["unmatched"]:
        assert _begins(lacking, "source", "label", "eid", "text")


def test_tree(ask):
    def walk(record):
        yield record
        for child in record["children"]:
            yield from walk(child)

    records = list(walk(ask("parse", DRAFT)))
    fields = {"eid", "name", "num", "heading", "line", "text", "children"}
    assert all(set(record) == fields for record in records)
    assert next(iter(records[0])) == "eid"
    article = next(r for r in records if r["eid"] == "art_12")
    assert (article["name"], article["num"]) == ("article", "第十二条")
    assert article["line"] > 0 and article["children"][0]["text"]
