"""The linter: a registry of rules, one view of a text for all of them, findings and their mending."""

from drafting.checks.engine import check_tree
from drafting.checks.findings import Edit, Finding
from drafting.checks.fixes import fix_tree
from drafting.checks.settings import CheckSettings

__all__ = ["CheckSettings", "Edit", "Finding", "check_tree", "fix_tree"]
