"""``drafting rule``: the rules of ``check``, or one of them explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from drafting.checks.registry import Rule


@click.command(short_help="list the rules of check, or explain one")
@click.argument("code", required=False, metavar="[CODE]")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text",
    show_default=True, help="markdown is the table of the README.",
)
def command(code: str | None, form: str) -> None:
    """List the rules, or explain rule CODE (N001, or its name: article-gap).

    \b
    Example:
      drafting rule
      drafting rule N001
    """
    import json

    from drafting.checks.registry import all_rules, get_rule, rules_to_table
    from drafting.errors import DraftingError

    if code is None and form == "markdown":
        click.echo(rules_to_table())
        return
    rules = all_rules() if code is None else [r for r in [get_rule(code)] if r is not None]
    if not rules:
        raise DraftingError(f"rule {code}: there is none; `drafting rule` lists them")
    if form == "json":
        records = [_rule_to_record(rule) for rule in rules]
        click.echo(json.dumps({"rules": records}, ensure_ascii=False, indent=1))
    elif code is None:
        click.echo("\n".join(_list_rules(rules)))
    else:
        click.echo("\n\n".join(_explain(rule) for rule in rules))


def _rule_to_record(rule: Rule) -> dict[str, object]:
    return {
        "code": rule.code, "name": rule.name, "severity": rule.severity, "fix": rule.fix,
        "norm": rule.norm, "what": rule.what, "why": rule.why, "wrong": rule.wrong,
        "right": rule.right,
    }


def _list_rules(rules: tuple[Rule, ...] | list[Rule]) -> list[str]:
    from drafting.checks.registry import FAMILIES

    lines: list[str] = []
    family = ""
    for rule in rules:
        if rule.code[0] != family:
            family = rule.code[0]
            lines += ["", f"{family}  {FAMILIES[family][0]} ({FAMILIES[family][1]})"]
        fix = f" [fix: {rule.fix}]" if rule.fix else ""
        lines.append(f"  {rule.code}  {rule.name:24} {rule.severity:8} {rule.what}{fix}")
    return lines[1:]


def _explain(rule: Rule) -> str:
    parts = [
        f"{rule.code} {rule.name} ({rule.severity}{f', fix: {rule.fix}' if rule.fix else ''})",
        rule.what,
        f"Why: {rule.why}",
        f"Norm: {rule.norm}",
        "Wrong:\n" + _indent(rule.wrong),
        "Right:\n" + _indent(rule.right),
    ]
    return "\n\n".join(parts)


def _indent(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())
