"""`govcrawl` in a process of its own that says how much memory it took: `python -m tests.peak_memory FILE demo ...`.

The kernel's high-water mark of this one process (VmHWM) is written to FILE. What `wait4` tells of a child will not do: it
begins with what the parent had.
"""

import atexit
import sys
from pathlib import Path

from govcrawl.cli import main

MOST_KIB = 400 * 1024
"""What a crawl process may take, whatever it meets."""


def _write(file: Path) -> None:
    status = Path("/proc/self/status").read_text("utf-8").splitlines()
    file.write_text(next(line.split()[1] for line in status if line.startswith("VmHWM:")), "utf-8")


def measured(file: Path, *command: str, module: str = "tests.peak_memory") -> list[str]:
    """The command line of `govcrawl` with these words, its peak written to `file`."""
    return [sys.executable, "-m", module, str(file), *command]


def peak(file: Path) -> int:
    """KiB that the process took at most."""
    return int(file.read_text("utf-8"))


if __name__ == "__main__":
    atexit.register(_write, Path(sys.argv.pop(1)))
    main()
