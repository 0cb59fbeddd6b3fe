"""The limit of memory is held against what a process takes now, and large blocks go back when they are freed."""

import subprocess
import sys

import pytest

_MIB = 1 << 20
_NOW = """
from govcrawl.middlewares.memory import MemoryNow
import resource
size = MemoryNow.__new__(MemoryNow).get_virtual_size
"""


def _told(program: str) -> list[int]:
    done = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, check=True)
    return [int(word) for word in done.stdout.split()]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere only the highest is told")
def test_what_a_process_once_took_is_no_reason_to_close() -> None:
    now, highest = _told(
        _NOW
        + "block = bytearray(400 << 20); del block\n"
        + "print(size(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)"
    )
    assert highest > 400 * _MIB
    assert now < highest - 300 * _MIB


@pytest.mark.skipif(sys.platform != "linux", reason="glibc's allocator")
def test_large_blocks_between_small_ones_are_given_back() -> None:
    before, after = _told(
        _NOW
        + "from govcrawl.middlewares.memory import told_allocator\n"
        + "told_allocator()\n"
        + "bytearray(8 << 20)\n"  # with its end glibc would take such blocks from its heap
        + "print(size())\n"
        + "kept = []\n"
        + "for _ in range(40):\n"
        + "    block = bytearray(6 << 20); kept.append(bytearray(100_000)); del block\n"
        + "blocks = [(bytearray(6 << 20), kept.append(bytearray(100_000))) for _ in range(40)]; del blocks\n"
        + "print(size())"
    )
    assert after - before < 60 * _MIB
