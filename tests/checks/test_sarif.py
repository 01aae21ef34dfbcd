"""SARIF 2.1.0: valid against its schema, and what the schema does not say, on a real run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from drafting.api import load
from drafting.checks import check_tree
from drafting.writers.findings_sarif import findings_to_sarif


def test_log_holds_what_the_standard_asks_for(seeds: Path) -> None:
    tree = load(seeds / "hangzhou-robot-draft.txt")
    findings = check_tree(tree)
    log = json.loads(findings_to_sarif(findings))
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert (log["version"], run["tool"]["driver"]["name"]) == ("2.1.0", "drafting")
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert len(run["results"]) == len(findings)
    for result, finding in zip(run["results"], findings, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding.code
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] >= 1 and region.get("startColumn", 1) >= 1


def test_a_place_shows_its_words(seeds: Path) -> None:
    tree = load(seeds / "hangzhou-robot-draft.txt")
    lines = {line.number: line.text for line in tree.lines}
    log = json.loads(findings_to_sarif(check_tree(tree)))
    for result in log["runs"][0]["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        if "snippet" in region:
            text = lines[region["startLine"]]
            assert text[region["startColumn"] - 1 : region["endColumn"] - 1] == (
                region["snippet"]["text"]
            )


def test_log_is_valid_against_the_schema(seeds: Path, root: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    path = root / "tests" / "cases" / "sarif" / "sarif-2.1.0.json"
    schema = json.loads(path.read_text(encoding="utf-8-sig"))
    validator = jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.FormatChecker()
    )
    draft, note = (load(seeds / f"hangzhou-robot-{name}.txt") for name in ("draft", "note"))
    log = json.loads(findings_to_sarif(check_tree(draft, note=note)))
    assert not [error.message for error in validator.iter_errors(log)]
    log["runs"][0]["results"][0]["level"] = "grave"
    assert list(validator.iter_errors(log))
    assert not list(validator.iter_errors(json.loads(findings_to_sarif([]))))
