"""Every file of deploy/, checked by what checks such files; and the commands in them are commands that there are."""

import itertools
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml
from compose_spec import PyCompose
from croniter import croniter
from dockerfile_parse import DockerfileParser
from scrapy.spiderloader import SpiderLoader
from scrapy.utils.project import get_project_settings
from typer.main import get_command

from govcrawl.cli.app import app
from govcrawl.dispatch.schedule import read_schedule
from govcrawl.model.vocabulary import FetchOutcome

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service")) + sorted((DEPLOY / "systemd").glob("*.timer"))
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
MOST_EXPOSED = 4.0
"""`systemd-analyze security`: 0 is sealed, 10 wide open."""


def yaml_documents(file: Path) -> list[Any]:
    return list(yaml.safe_load_all(file.read_text(encoding="utf-8")))


def kubernetes_objects() -> list[dict[str, Any]]:
    files = sorted((DEPLOY / "kubernetes").glob("*.yaml"))
    return [found for file in files if file.stem != "kustomization" for found in yaml_documents(file)]


def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml_documents(DEPLOY / "compose.yaml")[0]
    return found


def pod_of(found: dict[str, Any]) -> dict[str, Any]:
    spec: dict[str, Any] = found["spec"]
    return spec["jobTemplate"]["spec"]["template"]["spec"] if found["kind"] == "CronJob" else spec["template"]["spec"]


# --- the commands ---------------------------------------------------------------------------------------------------


def commands() -> Iterator[tuple[str, list[str]]]:
    """Every command line of ours in deploy/: where it stands, and its words from `govcrawl` or `scrapy` on."""
    for file in (
        *SERVICES,
        DEPLOY / "cron" / "govcrawl",
        DEPLOY / "kubernetes" / "schedules.yaml",
        DEPLOY / "kubernetes" / "upkeep.yaml",
        DEPLOY / "RUNBOOK.md",
    ):
        for line in file.read_text(encoding="utf-8").splitlines():
            # In RUNBOOK.md a command stands on a line of its own or between backticks.
            for found in re.finditer(r"(?:^|exec |/bin/|&& |args: \['|`)((?:govcrawl|scrapy) [^`|;#&]*)", line):
                text = found[1].replace("$$", "$").replace("%%", "%").rstrip("'] ")
                yield file.name, shlex.split(re.sub(r"\$\([^)]*\)", "WORD", text.removesuffix("']")))
    for name, job in read_schedule(DEPLOY / "schedule.toml").items():
        for text in re.findall(r"(?:^|&& )((?:govcrawl|scrapy) [^&]+)", job.run):
            yield f"schedule {name}", shlex.split(re.sub(r"\$\([^)]*\)", "WORD", text))
    for name, service in compose()["services"].items():
        if str(service["image"]).startswith("govcrawl:"):
            yield f"compose {name}", ["govcrawl", *service["command"]]
            if "healthcheck" in service:
                yield f"compose {name} health", service["healthcheck"]["test"][1:]
    for found in kubernetes_objects():
        if found["kind"] in {"Deployment", "Job"}:
            (container,) = pod_of(found)["containers"]
            yield f"kubernetes {found['metadata']['name']}", ["govcrawl", *container["args"]]
            if "livenessProbe" in container:
                yield f"kubernetes {found['metadata']['name']} health", container["livenessProbe"]["exec"]["command"]


@pytest.mark.parametrize(
    ("where", "words"), [pytest.param(*found, id=" ".join((found[0], *found[1]))) for found in commands()]
)
def test_the_command_is_one_that_there_is(where: str, words: list[str]) -> None:
    if words[0] == "scrapy":
        assert words[1] == "crawl"
        assert words[2] in SpiderLoader.from_settings(get_project_settings()).list()
        return
    command: Any = get_command(app)
    options = {"--help"}
    for word in words[1:]:
        if word.startswith("-"):
            name = word.partition("=")[0]
            known = {option for parameter in command.params for option in parameter.opts}
            assert name in known | options, f"{where}: {name}"
        elif hasattr(command, "commands"):
            assert word in command.commands, f"{where}: {word}"
            command = command.commands[word]


def test_there_are_commands_of_every_kind() -> None:
    places = {where for where, _ in commands()}
    assert {"govcrawl", "schedules.yaml", "upkeep.yaml", "govcrawl-worker.service", "schedule nightly"} <= places
    assert {"compose worker", "compose scheduler", "kubernetes migrate"} <= places
    assert {"compose worker health", "compose scheduler health", "kubernetes worker-sites health"} <= places


_SCHEDULED = {
    "inspect nightly", "inspect quarter", "crawl reachability", "crawl links", "report weekly", "alert",
    "db partitions", "db prune", "db dump",
}  # fmt: skip


@pytest.mark.parametrize("place", ["systemd", "cron", "kubernetes", "schedule.toml"])
def test_every_place_schedules_the_same_work(place: str) -> None:
    root = DEPLOY / place
    files = [root] if root.is_file() else sorted(file for file in root.iterdir() if file.suffix != ".example")
    text = " ".join(file.read_text(encoding="utf-8") for file in files).replace('"', "")
    assert {work for work in _SCHEDULED if f"govcrawl {work}" not in text and f"scrapy {work}" not in text} == set()


# --- systemd and cron -----------------------------------------------------------------------------------------------

needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")


@pytest.fixture
def installed(tmp_path: Path) -> list[Path]:
    """The units as they would stand on a machine where govcrawl is installed beside this Python."""
    copies = []
    for unit in UNITS:
        copy = tmp_path / unit.name
        text = unit.read_text(encoding="utf-8").replace("/opt/govcrawl/bin/", f"{Path(sys.executable).parent}/")
        copy.write_text(text, encoding="utf-8")
        copies.append(copy)
    return copies


@needs_systemd
def test_systemd_accepts_the_units(installed: list[Path]) -> None:
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *installed], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stderr
    assert checked.stderr == ""


@needs_systemd
@pytest.mark.parametrize("name", [unit.name for unit in SERVICES])
def test_the_services_are_sealed(installed: list[Path], name: str) -> None:
    unit = next(copy for copy in installed if copy.name == name)
    threshold = f"--threshold={MOST_EXPOSED * 10:g}"
    checked = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", "--no-pager", threshold, str(unit)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout[-300:] + checked.stderr


def test_every_timer_has_its_service() -> None:
    names = {unit.name for unit in UNITS}
    timers = {name for name in names if name.endswith(".timer")}
    assert timers
    assert {name.replace(".timer", ".service") for name in timers} <= names


def _cron_lines() -> list[str]:
    lines = (DEPLOY / "cron" / "govcrawl").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not re.match(r"#|\w+=", line)]


@pytest.mark.parametrize("line", _cron_lines())
def test_cron_lines_are_well_formed(line: str) -> None:
    *when, user, _ = line.split(maxsplit=6)
    assert croniter.is_valid(" ".join(when))
    assert user == "govcrawl"
    assert not re.search(r"(?<!\\)%", line), "a bare % ends a cron command"


def test_only_the_backup_holds_the_backup_s_rights() -> None:
    units = [unit for unit in SERVICES if "backup.env" in unit.read_text("utf-8")]
    assert [unit.name for unit in units] == ["govcrawl-backup.service"]
    assert "BACKUP" not in (DEPLOY / "systemd" / "govcrawl.env.example").read_text("utf-8")
    assert [line.split()[-2:] for line in _cron_lines() if "backup.env" in line] == [["+30", "-delete"]]


@pytest.mark.parametrize(("unit", "hour", "evenings_before"), [("govcrawl-nightly", 19, 0), ("govcrawl-links", 14, 1)])
@pytest.mark.parametrize("late", [0, 1, 6, 13, 23])
def test_what_a_timer_catches_up_on_has_the_name_of_its_evening(
    unit: str, hour: int, evenings_before: int, late: int
) -> None:
    """Persistent=true starts a missed run as soon as the machine is on again, up to a day late."""
    assert f"*-*-* {hour}:00:00" in (DEPLOY / "systemd" / f"{unit}.timer").read_text("utf-8")
    named = re.search(
        r'nightly-\$\$\(date -d "(\d+) hours ago" \+%%F\)', (DEPLOY / "systemd" / f"{unit}.service").read_text()
    )
    assert named
    meant = datetime(2026, 11, 29, hour)  # noqa: DTZ001 - a clock on the wall in Beijing
    begun = meant + timedelta(hours=late)
    assert (begun - timedelta(hours=int(named[1]))).date() == meant.date() - timedelta(days=evenings_before)


# --- containers -----------------------------------------------------------------------------------------------------


def test_the_image_has_browser_and_fonts_and_no_root(tmp_path: Path) -> None:
    parser = DockerfileParser(path=str(tmp_path), cache_content=True)
    parser.content = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    steps = parser.structure
    assert [step["instruction"] for step in steps].count("FROM") == 2
    installs = next(step["value"] for step in steps if "apt-get install" in step["value"])
    assert {"chromium", "fonts-noto-cjk", "tini"} <= set(installs.split())
    assert next(step["value"] for step in steps if step["instruction"] == "USER").split(":")[0] not in {"root", "0"}
    for step in steps:
        if step["instruction"] == "COPY" and not step["value"].startswith("--from"):
            *sources, _ = step["value"].split()
            assert all((ROOT / source).exists() for source in sources), step["value"]


def _locked(file: Path) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==([\w.]+)", file.read_text("utf-8"), re.MULTILINE))


def test_the_image_holds_what_runs_and_no_tools_of_tests() -> None:
    """`make lock` writes both files: the image's is a part of what is tested, of the same versions."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    image, whole = _locked(DEPLOY / "requirements.lock"), _locked(ROOT / "requirements.lock")
    assert image.items() <= whole.items()
    needed = [*project["dependencies"], *extras["report"], *extras["ops"], *extras["build"]]
    assert {_name(each) for each in needed} <= image.keys()
    assert {_name(each) for each in extras["dev"]} & image.keys() == {"setuptools"}
    assert "COPY deploy/requirements.lock ./" in (DEPLOY / "Dockerfile").read_text("utf-8")


def _name(requirement: str) -> str:
    found = re.match(r"[\w.-]+", requirement)
    assert found
    return found[0]


def test_the_image_of_superset_is_installed_as_its_test_does(tmp_path: Path) -> None:
    parser = DockerfileParser(path=str(tmp_path), cache_content=True)
    parser.content = (DEPLOY / "superset" / "Dockerfile").read_text(encoding="utf-8")
    steps = parser.structure
    assert any("pip install --no-cache-dir -c constraints.txt -r requirements.txt" in step["value"] for step in steps)
    assert next(step["value"] for step in steps if step["instruction"] == "USER").split(":")[0] not in {"root", "0"}
    copied = [source for step in steps if step["instruction"] == "COPY" for source in step["value"].split()[:-1]]
    assert all((ROOT / source).exists() for source in copied)


@pytest.mark.parametrize("file", [DEPLOY / "Dockerfile", DEPLOY / "superset" / "Dockerfile"], ids=str)
def test_hadolint_has_nothing_to_say(file: Path) -> None:
    """DL3008 would pin Debian's packages, of which Debian keeps only the newest."""
    hadolint = Path(sys.executable).parent / "hadolint"
    checked = subprocess.run(
        [hadolint, "--no-color", "--ignore", "DL3008", file], capture_output=True, text=True, check=False
    )
    assert checked.stdout + checked.stderr == ""
    assert checked.returncode == 0


def interpolated(text: str) -> str:
    """The file as compose reads it where no variable is set but those that must be."""
    return re.sub(
        r"\$\{\w+(?P<if>:?[-?])?(?P<else>[^}]*)\}",
        lambda found: found["else"] if (found["if"] or "").endswith("-") else "word",
        text,
    )


def test_compose_is_a_compose_file() -> None:
    text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    # Merge keys (<<) are YAML's, not compose's: they are resolved first.
    read = PyCompose.from_yaml(yaml.safe_dump(yaml.safe_load(interpolated(text))))
    read.validate()
    assert {"postgres", "migrate", "worker", "worker-browser", "scheduler", "superset"} <= set(read.service_names())
    with pytest.raises(ValueError, match="intervall"):
        PyCompose.from_yaml(text.replace("interval", "intervall"))


def test_compose_hands_on_what_its_example_names() -> None:
    text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    lines = (DEPLOY / "compose.env.example").read_text(encoding="utf-8").splitlines()
    names = {line.partition("=")[0] for line in lines if "=" in line and not line.startswith("#")}
    assert "GOVCRAWL_ALERT_WEBHOOK" in names
    assert {name for name in names if f"${{{name}:" not in text} == set()


def test_compose_services_are_whole() -> None:
    found = compose()
    services = found["services"]
    for name, service in services.items():
        for needed, condition in service.get("depends_on", {}).items():
            assert needed in services, name
            assert condition["condition"] in {"service_healthy", "service_completed_successfully", "service_started"}
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert source in found["volumes"] or source.startswith(("/", ".", "$")), volume
        assert set(service["networks"]) <= set(found["networks"])
        if service["restart"] != "no":
            assert service["healthcheck"]["test"], name
        if str(service["image"]).startswith("govcrawl"):
            assert service["user"].split(":")[0] not in {"root", "0"}
            assert service["read_only"] is True
            assert service["cap_drop"] == ["ALL"]
    shared = {name for name, service in services.items() if any(":/data" in one for one in service.get("volumes", []))}
    assert "folder" in services["migrate"]["depends_on"], (
        "the folder of the host is made for 10001 before anybody writes"
    )
    assert all("migrate" in services[name]["depends_on"] for name in shared - {"folder", "migrate"})
    served = {queue for name in services for queue in _queues(services[name].get("command", []))}
    assert served == {"sites", "browser"}


def _queues(words: list[str]) -> list[str]:
    return [after for word, after in itertools.pairwise(words) if word == "--queue"]


@pytest.mark.parametrize(
    "found", kubernetes_objects(), ids=lambda found: f"{found['kind']} {found['metadata']['name']}"
)
def test_kubernetes_objects_fit_their_schema(found: dict[str, Any]) -> None:
    kubernetes_validate.validate(found, "1.32", strict=True)


def test_kubernetes_pods_are_restricted_and_served() -> None:
    found = kubernetes_objects()
    workloads = [each for each in found if each["kind"] in {"Deployment", "Job", "CronJob"}]
    for each in workloads:
        assert each["metadata"]["namespace"] == "govcrawl"
        pod = pod_of(each)
        assert pod["securityContext"]["runAsNonRoot"] is True
        # Else each start walks through all evidence to set its group.
        assert pod["securityContext"]["fsGroupChangePolicy"] == "OnRootMismatch"
        assert each["kind"] != "Job" or each["spec"]["ttlSecondsAfterFinished"] > 0
        (container,) = pod["containers"]
        assert container["securityContext"]["readOnlyRootFilesystem"] is True
        assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
        assert {mount["name"] for mount in container["volumeMounts"]} <= {volume["name"] for volume in pod["volumes"]}
    kinds = [each["kind"] for each in found]
    for kind in ("Namespace", "Secret", "ConfigMap", "Deployment", "Job", "CronJob"):
        assert kind in kinds
    served = {queue for each in workloads for queue in _queues(pod_of(each)["containers"][0]["args"])}
    assert served == {"sites", "browser"}
    for each in workloads:
        if each["kind"] == "CronJob":
            assert croniter.is_valid(each["spec"]["schedule"])
            assert each["spec"]["timeZone"] == "Asia/Shanghai"


def test_kustomization_names_every_file() -> None:
    (listed,) = yaml_documents(DEPLOY / "kubernetes" / "kustomization.yaml")
    files = {file.name for file in (DEPLOY / "kubernetes").glob("*.yaml")} - {"kustomization.yaml"}
    assert set(listed["resources"]) == files


# --- the handbook ---------------------------------------------------------------------------------------------------


def test_the_handbook_reads_every_outcome_as_the_rules_do() -> None:
    when = {"same_run": "yes, seen twice", "another_day": "yes, seen on two days", None: "no"}
    rules = tomllib.loads((ROOT / "govcrawl" / "middlewares" / "fates.toml").read_text(encoding="utf-8"))["outcome"]
    rows = [f"| {name} | {rule['meaning']} | {when[rule.get('confirm')]} |" for name, rule in rules.items()]
    said = (DEPLOY / "RUNBOOK.md").read_text(encoding="utf-8").splitlines()
    assert set(rules) == {outcome.value for outcome in FetchOutcome}
    assert [line for line in rows if line not in said] == []
