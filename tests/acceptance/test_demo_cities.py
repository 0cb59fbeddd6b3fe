"""The other simulated cities, each inspected under the edition of its circular: our table agrees with the published one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

TABLES = {
    "anshan_2018m08": "检查 44 家，合格 44 家，不合格 0 家，待定 0 家",
    "yaan_2018q2": "检查 41 家，合格 41 家，不合格 0 家，待定 0 家",
    "huanggang_2019q1": "检查 54 家，合格 50 家，不合格 4 家，待定 0 家，合格率 92.6%",
}
"""鞍山 names sites and judges none; 雅安 lists 41 with their rectification; 黄冈 leaves out 3 of 57 that are offline."""


@pytest.mark.torture
@pytest.mark.timeout(900)
@pytest.mark.parametrize("city", TABLES)
def test_the_city_ends_as_its_circular_says(city: str, tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.lower().endswith("_proxy")}
    environment |= {"GOVCRAWL_HOME": str(tmp_path / "home"), "GOVCRAWL_LANG": "zh"}
    environment.pop("GOVCRAWL_DATABASE_URL", None)
    command = [sys.executable, "-c", "from govcrawl.cli import main; main()", "demo", "--city", city]
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert TABLES[city] in done.stdout
    assert "结论不符" not in done.stdout
    assert "遗漏0个，重复0个，误报0个" in done.stdout, done.stdout
