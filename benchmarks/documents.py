"""How fast the documents of a whole nation are written, each in a process of its own.

    python -m benchmarks.documents --sites 23000

Prints seconds and the peak of resident memory (VmHWM) of the xlsx annex and of the HTML overview. The target is under
60 s and under 500 MB each.
"""

import argparse
import json
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from sqlalchemy import text

from benchmarks.measuring import in_process, say, verdict
from govcrawl.model.inspection import Inspection
from govcrawl.store.database import Database, open_database
from govcrawl.store.inspections import create_inspection

NAME, EDITION = "benchmark", "national_2015"
SECONDS, MEGABYTES, FINDINGS, COLUMNS = 60, 500, 3, 20
_SITES = """
    INSERT INTO govcrawl.sites (site_id_code, name, url, kind, level, region_code, region, state)
    SELECT (11 + n % 22)::text || lpad(n::text, 8, '0'), '某市第' || n || '网站', 'http://www.s' || n || '.gov.cn/',
        CASE WHEN n % 12 = 0 THEN 'portal' ELSE 'department' END, 'city', (11 + n % 22)::text || '0100', '某市', 'running'
    FROM generate_series(1, :count) n
"""
_JUDGEMENTS = """
    WITH made AS (
        INSERT INTO govcrawl.judgements (inspection_id, site_id_code, edition, edition_digest, code_version, as_of, verdict,
            score_low, score_high, deductions, bonus, veto_indicators, problems, open_questions, by_indicator, digest)
        SELECT :number, site_id_code, :edition, 'd', '0', '2018-02-28',
            CASE WHEN right(site_id_code, 2) = '00' THEN 'unqualified' ELSE 'qualified' END,
            88, 97, 3, 0, '{}', '{}', '{}', '{}', 'd'
        FROM govcrawl.sites RETURNING id, site_id_code
    )
    INSERT INTO govcrawl.current_judgements (inspection_id, edition, site_id_code, judgement_id)
    SELECT :number, :edition, site_id_code, id FROM made
"""
_FINDINGS = """
    INSERT INTO govcrawl.findings (judgement_id, ordinal, indicator, kind, outcome, subject, problem, url, detail, points,
        confidence, observed_at, review)
    SELECT j.id, n, 'column_not_updated', 'deduction', CASE WHEN n % 3 = 0 THEN 'unknown' ELSE 'breached' END,
        '栏目' || n, CASE WHEN n % 2 = 0 THEN 'stale_column' ELSE 'dead_link' END, 'http://www.gov.cn/col/' || n || '/',
        '“栏目' || n || '”更新不及时（最新一条为2017-06-01，已272天未更新）', 1,
        CASE WHEN n % 3 = 0 THEN 'suspected' ELSE 'confirmed' END, now(), 'none'
    FROM govcrawl.judgements j, generate_series(1, :findings) n
"""
_COLUMNS = """
    INSERT INTO govcrawl.site_columns (inspection_id, site_id_code, url, name, level, kind, path, historical, scope,
        found_on, state, newest_item_on)
    SELECT :number, s.site_id_code, 'http://www.gov.cn/' || s.site_id_code || '/' || n, '栏目' || n, 1,
        (ARRAY['news', 'notice', 'plan', 'other'])[1 + n % 4], '{}', false, 'same_site', '', 'dated',
        date '2018-02-28' - (n * n)
    FROM govcrawl.sites s, generate_series(1, :columns) n
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sites", type=int, default=23_000, metavar="N")
    parser.add_argument("--write", metavar="FORMAT", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.write:
        sys.stdout.write(json.dumps(write(arguments.write)) + "\n")
        return
    with tempfile.TemporaryDirectory(prefix="gc-", dir="/tmp") as home, open_database(None, home=Path(home)) as opened:
        fill(opened, arguments.sites)
        for kind in ("xlsx", "html"):
            seconds, own, megabytes, size = in_process(
                "benchmarks.documents", "--write", kind, environment={"GOVCRAWL_DATABASE_URL": opened.url}
            )
            say(f"{kind}: {arguments.sites} sites, {size / 1e6:.1f} MB, {own:.1f} s of own CPU")
            verdict(f"{kind} seconds", seconds, SECONDS, 0)
            verdict(f"{kind} megabytes", megabytes, MEGABYTES, 0)


def fill(opened: Database, count: int) -> None:
    """A judged inspection of `count` sites with findings and columns, made in the database itself."""
    with opened.engine.begin() as connection:
        connection.execute(text(_SITES), {"count": count})
        codes = list(connection.scalars(text("SELECT site_id_code FROM govcrawl.sites")))
        number = create_inspection(connection, Inspection(NAME, EDITION, date(2018, 2, 28)), codes).number
        connection.execute(text(_JUDGEMENTS), {"number": number, "edition": EDITION})
        connection.execute(text(_FINDINGS), {"findings": FINDINGS})
        connection.execute(text(_COLUMNS), {"number": number, "columns": COLUMNS})
        connection.execute(text("ANALYZE"))


def write(kind: str) -> tuple[float, float, float, int]:
    """(seconds, seconds of CPU of this process, peak of resident memory in MB, bytes) of one document."""
    from govcrawl.reports.circular import write_circular
    from govcrawl.reports.content import read_content

    with (
        tempfile.TemporaryDirectory() as folder,
        open_database(None) as opened,
        opened.engine.connect() as connection,
    ):
        out = Path(folder) / f"circular.{kind}"
        began, own = time.monotonic(), time.process_time()
        write_circular(read_content(connection, NAME), kind, out)
        return time.monotonic() - began, time.process_time() - own, peak_megabytes(), out.stat().st_size


def peak_megabytes() -> float:
    """VmHWM of this process: `ru_maxrss` of a child begins with its parent's."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024


if __name__ == "__main__":
    main()
