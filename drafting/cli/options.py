"""Options that several commands share, named alike everywhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

source_argument = click.argument("source", metavar="SOURCE")


def output_option(help: str, multiple: bool = True, required: bool = False) -> Callable[[F], F]:
    """``-o/--output``: the suffix chooses the writer; may be given several times."""
    return click.option(
        "-o", "--output", "outputs", metavar="FILE", multiple=multiple, required=required, help=help
    )


def _check_date(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """The date as given: what is no date is told before any work, not after it."""
    from drafting.writers.outputs import resolve_date

    resolve_date(value)
    return value


def check_words(_: click.Context, __: click.Parameter, value: str) -> str:
    """Words that are printed into documents; raises BadParameter for control characters."""
    if not value.isprintable():
        raise click.BadParameter("holds characters that nothing prints")
    return value


force_option = click.option("--force", is_flag=True, help="Overwrite an existing output.")
author_option = click.option(
    "--author", default="drafting", show_default=True, callback=check_words,
    help="Author of the tracked changes.",
)
date_option = click.option(
    "--date",
    metavar="DATE",
    callback=_check_date,
    help="Date stamped on everything written (2025-08-11 or 2025-08-11T09:00:00); "
    "default SOURCE_DATE_EPOCH, else now.",
)
encoding_option = click.option("--encoding", help="Encoding of text sources, when known.")
track_changes_option = click.option(
    "--track-changes",
    type=click.Choice(["accept", "reject", "all"]),
    default="accept",
    show_default=True,
    help="How to read tracked changes that a .docx already has.",
)


def count(number: int, noun: str) -> str:
    """1 label, 2 labels."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
