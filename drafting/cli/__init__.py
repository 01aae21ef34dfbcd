"""The command line: one thin file a command, loaded when it is called.

Exit status: 0 done and clean, 1 findings or differences where asked for, 2 could not do the job.
"""

from __future__ import annotations

import atexit
import gc
import sys
from importlib import import_module

import click

from drafting.errors import DraftingError

COMMANDS = {
    "demo": "the whole round on the five seed documents",
    "parse": "read sources into Akoma Ntoso trees",
    "check": "validate numbering, structure, references and wording",
    "rule": "list the rules of check, or explain one",
    "diff": "what changed between versions",
    "compare": "notes, peer regulations and policies beside a draft",
    "redline": "a Word document with tracked changes from OLD to NEW",
    "annotate": "the draft as a Word document with anchored comments",
    "table": "comment-ready tables (.docx, .xlsx, .csv, .html)",
    "round": "a public-comment round: open, collect, carry, answer, report",
    "renumber": "numbering made right, references carried along",
}
"""Every command and its one-line help; module ``drafting.cli.NAME`` holds command ``NAME``."""
_SELDOM = 100_000
"""New objects between two passes of the collector; Python's own 700 means sixty in a redline."""


class LazyGroup(click.Group):
    """Imports a command's module only when it is run: ``--help`` must answer at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"drafting.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, BrokenPipeError):
            raise
        except (Exception, KeyboardInterrupt, click.Abort) as error:
            if ctx.params.get("debug"):
                raise
            click.echo(f"drafting: {_error_to_line(error)}", err=True)
            ctx.exit(2)


def _error_to_line(error: BaseException) -> str:
    """What the user is told of ``error``, in one line: no traceback for who wants a document."""
    if isinstance(error, DraftingError):
        return str(error)
    if isinstance(error, KeyboardInterrupt | click.Abort):
        return "interrupted"  # 2, not click's 1: that would say findings
    if isinstance(error, OSError) and error.strerror:
        place = error.filename or "standard output"
        return f"{place}: {error.strerror}; check the place and rights"
    kind = type(error).__name__
    return (
        f"internal error ({kind}: {error}); report it with the output of 'drafting --debug …'"
    )


def _tell_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted or context.resilient_parsing:
        return
    from importlib.metadata import PackageNotFoundError, version

    try:
        told = version("policy-drafting")
    except PackageNotFoundError:
        told = "of a checkout that is not installed"
    click.echo(f"drafting, version {told}")
    context.exit()


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_tell_version,
    help="Show the version and exit.",
)
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def cli(debug: bool) -> None:
    """Structure, compare, check and write Chinese regulations.

    \b
    Example:
      drafting check draft.docx
      drafting redline old.docx new.docx -o redline.docx
    """


def main() -> None:
    """Run the command line; standard output speaks UTF-8 also when redirected, in any locale.

    A file name that is no UTF-8 is told escaped, never the cause of a failure. One command is one
    process, most of whose objects live to its end: the collector is told to look seldom, and not
    at all as the process ends.
    """
    gc.set_threshold(_SELDOM)
    atexit.register(gc.freeze)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    cli(prog_name="drafting")
