"""The figures of ``check`` that the README gives, all three, one after the other.

    PYTHONPATH=. python tests/benchmarks/check_figures.py      (about ten minutes)

Findings on promulgated laws and speed (``checks_laws``), faults planted in 100 of them
(``mutations_laws``), more faults and other kinds of text (``mutations_more``).
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import checks_laws
import mutations_laws
import mutations_more

RUNS: tuple[tuple[Callable[[], object], list[str]], ...] = (
    (checks_laws.main, []),
    (mutations_laws.main, []),
    (mutations_more.main, ["--texts", "laws"]),
    (mutations_more.main, ["--texts", "documents", "--each", "3"]),
    (mutations_more.main, ["--texts", "traditional", "--laws", "20"]),
    (mutations_more.main, ["--texts", "docx", "--laws", "10"]),
)


def main() -> None:
    for run, options in RUNS:
        name = run.__module__
        print(f"\n--- {name} {' '.join(options)}", flush=True)
        sys.argv = [name, *options]
        run()


if __name__ == "__main__":
    main()
