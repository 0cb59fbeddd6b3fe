"""Rounds of measurements, interleaved, and what they come to."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from statistics import median
from typing import Any

Side = Callable[[], float]


def interleaved(sides: Mapping[str, Side], rounds: int) -> dict[str, list[float]]:
    """The figures of every side, one a round; in each round all sides are measured one after another."""
    measured: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(rounds):
        for name, measure in sides.items():
            measured[name].append(measure())
        sys.stderr.write(f"round {number + 1} of {rounds} done\n")
    return measured


def medians(measured: Mapping[str, list[float]]) -> dict[str, float]:
    """The median of each side."""
    return {name: median(figures) for name, figures in measured.items()}


def cpu_milliseconds(work: Callable[[], object], seconds: float) -> float:
    """CPU milliseconds of one call of `work`, called again and again for about `seconds`."""
    calls, start = 0, time.process_time()
    while (spent := time.process_time() - start) < seconds:
        work()
        calls += 1
    return 1000 * spent / calls


def in_process(module: str, *arguments: str, given: object = None, environment: Mapping[str, str]) -> Any:
    """The JSON that a module prints last, run as a process of its own with `given` as JSON on its standard input."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        input=json.dumps(given),
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def say(line: str) -> None:
    """One line of a benchmark's answer."""
    sys.stdout.write(line + "\n")


def verdict(name: str, figure: float, limit: float, aim: float) -> None:
    """A ratio beside its limit and aim. Limits above their aims are upper limits, the others lower ones."""
    holds = figure <= limit if limit > aim else figure >= limit
    sign = "<=" if limit > aim else ">="
    say(f"{name}: {figure:.2f} (must {sign} {limit:g}, aim {aim:g}) {'holds' if holds else 'MISSED'}")
