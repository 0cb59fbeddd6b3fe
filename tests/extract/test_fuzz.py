"""A short form of the fuzzer in benchmarks/fuzz.py: mutated inputs never raise and never take long."""

from benchmarks.fuzz import main


def test_mutated_inputs_never_raise_and_never_take_long() -> None:
    assert main(10_000, seed=1) == 0
