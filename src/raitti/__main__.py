"""`python -m raitti` is `raitti`."""

from raitti.config.cli import main

# Where workers are spawned instead of forked (macOS), each imports this file again.
if __name__ == "__main__":
    main()
