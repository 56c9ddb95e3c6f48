"""`python -m raitti` is `raitti`."""

from raitti.config.cli import main

main()
