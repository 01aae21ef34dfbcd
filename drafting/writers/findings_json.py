"""Findings as the JSON that others read (DESIGN.md)."""

from __future__ import annotations

import json
from collections.abc import Iterable

from drafting.checks.findings import Finding


def findings_to_records(findings: Iterable[Finding]) -> dict[str, list[dict[str, object]]]:
    """``{"findings": [{"source", "code", "rule", "severity", "eid", "label", "line", …}]}``.

    ``fix`` is "safe", "unsafe" or left out; after it ``start`` says where in the line the words
    begin, and ``edits`` what the fix would do.
    """
    return {"findings": [_finding_to_record(f) for f in findings]}


def _finding_to_record(finding: Finding) -> dict[str, object]:
    record: dict[str, object] = {
        "source": finding.source, "code": finding.code, "rule": finding.rule,
        "severity": finding.severity, "eid": finding.eid, "label": finding.label,
        "line": finding.line, "words": finding.words, "message": finding.message,
    }
    if finding.fix is not None:
        record["fix"] = finding.fix
    record["start"] = finding.start
    if finding.fix is not None:
        record["edits"] = [
            {"line": e.line, "start": e.start, "old": e.old, "new": e.new} for e in finding.edits
        ]
    return record


def findings_to_json(findings: Iterable[Finding]) -> bytes:
    """The records as UTF-8 JSON, readable."""
    return (json.dumps(findings_to_records(findings), ensure_ascii=False, indent=1) + "\n").encode()
