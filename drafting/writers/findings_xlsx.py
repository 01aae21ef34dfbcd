"""Findings as an Excel workbook: filter, frozen head, one finding a row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from drafting.checks.findings import Finding
from drafting.checks.registry import get_rule
from drafting.writers.table import Column, Row, Table, text_to_cell
from drafting.writers.table_xlsx import table_to_xlsx

SEVERITIES = {"error": "错误", "warning": "警告", "info": "提示"}
_FIXES = {"safe": "可自动修改", "unsafe": "可修改，须核对", None: ""}
_COLUMNS = (
    Column("number", "序号", 3, "center"),
    Column("source", "文件", 10),
    Column("severity", "程度", 4, "center"),
    Column("code", "规则", 4, "center"),
    Column("label", "条款", 9),
    Column("line", "行", 3, "center"),
    Column("words", "原文", 16),
    Column("message", "问题", 26),
    Column("fix", "修改", 7),
    Column("norm", "依据", 14),
)


def findings_to_table(findings: Sequence[Finding]) -> Table:
    """The findings as a table: number, file, severity, rule, address, line, words, message."""
    rows = tuple(_finding_to_row(n, f) for n, f in enumerate(findings, 1))
    counts = [f"{name}{sum(f.severity == s for f in findings)}" for s, name in SEVERITIES.items()]
    return Table("findings", "检查结果", _COLUMNS, rows, above=("、".join(counts),))


def _finding_to_row(number: int, finding: Finding) -> Row:
    rule = get_rule(finding.code)
    values = (
        str(number), finding.source, SEVERITIES[finding.severity], finding.code, finding.label,
        str(finding.line or ""), finding.words, finding.message, _FIXES[finding.fix],
        rule.norm if rule is not None else "",
    )
    return Row(tuple(text_to_cell(v) for v in values), finding.eid)


def findings_to_xlsx(findings: Sequence[Finding], date: datetime) -> bytes:
    """Return the workbook; every stamp in it is ``date``."""
    return table_to_xlsx(findings_to_table(findings), date)
