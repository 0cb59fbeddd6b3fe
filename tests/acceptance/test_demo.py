"""The main job as a user runs it: `govcrawl demo` from an empty folder, its table, its truth and its memory."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.peak_memory import MOST_KIB, measured, peak

FAILED = {"4210230004", "4210000030", "4210000040"}
"""The three sites that the circular of 荆州 (2018-02-28) found 不合格: 监利县, 市文旅委, 市水利局."""

_ROOT = Path(__file__).parent.parent.parent


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_simulated_city_ends_as_its_circular_says(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.lower().endswith("_proxy")}
    environment |= {"GOVCRAWL_HOME": str(tmp_path / "home"), "GOVCRAWL_LANG": "zh"}
    environment.pop("GOVCRAWL_DATABASE_URL", None)
    command = measured(tmp_path / "peak", "demo", "--out", str(tmp_path / "out"))
    done = subprocess.run(command, env=environment, cwd=_ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "检查 42 家，合格 39 家，不合格 3 家，待定 0 家，合格率 92.9%" in done.stdout
    assert "遗漏0个，重复0个，误报0个（其中干扰项0个）" in done.stdout, done.stdout
    table = json.loads((tmp_path / "out" / "circular.json").read_text("utf-8"))
    verdicts = {site["site_id_code"]: site["verdict"] for site in table["sites"]}
    assert len(verdicts) == 42
    assert {code for code, verdict in verdicts.items() if verdict == "unqualified"} == FAILED
    assert {code for code, verdict in verdicts.items() if verdict == "qualified"} == verdicts.keys() - FAILED
    assert peak(tmp_path / "peak") < MOST_KIB
