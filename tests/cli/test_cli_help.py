"""Every command explains itself, with an example and the same names for the same things."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest

from drafting.cli import COMMANDS, cli

READS = ("parse", "check", "diff", "compare", "redline", "annotate", "renumber",
         "table comment", "table compare", "table peers")
STAMPS = ("demo", "check", "compare", "redline", "annotate", "renumber", "table comment",
          "table compare", "table peers", "round open", "round collect", "round carry",
          "round answer", "round report")
NAMES = {"--output": "-o"}


def _walk() -> Iterator[tuple[str, click.Command]]:
    context = click.Context(cli)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {sub}", child) for sub, child in command.commands.items())


ALL = dict(_walk())


def _options(name: str) -> dict[str, click.Option]:
    return {opt: p for p in ALL[name].params if isinstance(p, click.Option) for opt in p.opts}


@pytest.mark.parametrize("name", ALL)
def test_help_has_an_example_and_explains_every_option(name, call):
    result = call(*name.split(), "--help")
    assert result.exit_code == 0 and not result.stderr
    assert "Example" in result.stdout and f"drafting {name.split()[0]}" in result.stdout
    silent = [o for o, option in _options(name).items()
              if not option.help and o.startswith("--") and o != "--format"]
    assert not silent


@pytest.mark.parametrize("name", READS)
def test_what_reads_takes_the_same_options(name):
    assert {"-o", "--output", "--force", "--encoding", "--track-changes"} <= set(_options(name))


@pytest.mark.parametrize("name", STAMPS)
def test_what_stamps_takes_a_date(name):
    assert "--date" in _options(name)


@pytest.mark.parametrize("name", ["check", "redline", "annotate", "renumber"])
def test_what_marks_takes_an_author(name):
    assert "--author" in _options(name)


def test_unknown_words_are_status_2(call):
    for words in (["nope"], ["check"], ["check", "old.txt", "--nope"], ["diff", "old.txt"],
                  ["table", "nope"], ["rule", "Z999"], ["diff", "old.txt", "new.txt", "--ignore", "x"],
                  ["table", "peers", "old.txt", "-o", "-"], ["round", "answer", "x"]):
        result = call(*words)
        assert result.exit_code == 2, words
        assert result.stderr and not result.stdout and "Traceback" not in result.stderr


def test_version_is_told(call):
    result = call("--version")
    assert result.exit_code == 0 and result.stdout.startswith("drafting, version ")
