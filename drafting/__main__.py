"""``python -m drafting``: the command line."""

from drafting.cli import main

main()
