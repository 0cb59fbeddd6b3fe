"""Floor 7: the command line. `main` is the console script `govcrawl`."""

import sys


def main() -> None:
    """Run the command line and end the process with the contract's exit code."""
    from govcrawl.cli.app import run

    sys.exit(run(sys.argv[1:]))
