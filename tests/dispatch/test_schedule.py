"""The scheduler of places without timers: its file, its times, and that it runs and ends what it is told to."""

import signal
import subprocess
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from govcrawl.dispatch.schedule import read_schedule
from tests.dispatch.workers import command

SHANGHAI = ZoneInfo("Asia/Shanghai")
SHIPPED = Path(__file__).parents[2] / "deploy" / "schedule.toml"
SUNDAY = datetime(2026, 11, 29, 8, 30, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("nightly", "2026-11-29 19:00"),
        ("quarterly", "2026-12-01 08:00"),
        ("reachability", "2026-11-29 09:00"),
        ("links", "2026-11-29 14:00"),
        ("weekly", "2026-11-30 09:00"),
        ("alert", "2026-11-29 08:40"),
        ("upkeep", "2026-11-30 05:00"),
        ("backup", "2026-11-30 04:30"),
    ],
)
def test_the_shipped_jobs_have_their_times(name: str, begins: str) -> None:
    found = read_schedule(SHIPPED)[name].when.get_next_fire_time(None, SUNDAY + timedelta(minutes=1))
    assert found.strftime("%Y-%m-%d %H:%M") == begins


@pytest.mark.parametrize(
    "text",
    [
        '[a]\ncron = "0 19 * * *"',
        '[a]\nrun = "true"',
        '[a]\ncron = "0 25 * * *"\nrun = "true"',
        '[a]\ncron = "often"\nrun = "true"',
        "a = 1",
    ],
)
def test_what_is_no_schedule_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "schedule.toml").write_text(text)
    with pytest.raises(ValueError, match=r"\[a\]"):
        read_schedule(tmp_path / "schedule.toml")


@pytest.mark.parametrize(("run", "code"), [("echo ran >&2", 0), ("exit 3", 1)])
def test_a_job_runs_on_demand_and_its_end_is_told(tmp_path: Path, run: str, code: int) -> None:
    file = tmp_path / "schedule.toml"
    file.write_text(f"[a]\ncron = '0 19 * * *'\nrun = '{run}'\n")
    done = subprocess.run(command("schedule", str(file), "--now", "a"), capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert ("ran" in done.stderr) == (code == 0)


def test_a_scheduler_that_is_told_to_ends(tmp_path: Path) -> None:
    with subprocess.Popen(command("schedule", str(SHIPPED)), stderr=subprocess.PIPE, text=True) as scheduler:
        assert scheduler.stderr is not None
        for line in scheduler.stderr:
            if "Scheduler started" in line:
                break
        scheduler.send_signal(signal.SIGTERM)
        assert scheduler.wait(timeout=30) == 0
