"""`python -m caytre` is the same as the `caytre` command."""

from caytre.cli import main

main()
