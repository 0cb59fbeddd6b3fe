"""Mutated inputs through the pure functions: no exception, and none that takes a second.

    python benchmarks/fuzz.py [COUNT] [SEED]

COUNT inputs in all (default 1,000,000): most go through dates, addresses and register cells, one in two hundred is a whole
page. Prints counts, the slowest input of each function and every failure; exits 1 where there was one.
"""

import random
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from govcrawl.circulars.phrases import map_phrase
from govcrawl.cms.read import read_page
from govcrawl.extract.challenge import read_challenge
from govcrawl.extract.dates.find import date_in_url, find_dates
from govcrawl.extract.page import RawPage
from govcrawl.extract.urls import join, same_page_key

AS_OF = date(2026, 11, 20)
LIMIT_SECONDS = 1.0
PAGES = sorted(Path(__file__).parent.parent.glob("tests/pages/*/*"))
TEXTS = [
    "发布时间：2018-08-31 10:20",
    "[02-26] 关于印发实施方案的通知",
    "二〇一八年八月三十一日",
    "3天前",
    "２０１８．８．３１",
    "--2018--08-31",
    "2016.12.212016年全州政协",
    "国办发〔2015〕15号",
    "0716-8278407",
    "栏目更新不及时，死链3处，未添加“我为政府网站找错”入口",
]
HREFS = [
    "../201808/t20180831_12.html",
    "/art/2018/8/31/art_1_2.html",
    "http:\\\\a.gov.cn\\x",
    "//a.gov.cn:80/%b9%fa?x=1#y",
    "javascript:void(0)",
    "http://[::1",
    "?page=2",
]
ODD = [
    "\x00",
    "\ud800",
    "\uffff",
    "年",
    "-",
    "９",
    "<",
    ">",
    '"',
    "&#x",
    "%",
    "\\",
    "\u3000",
    "\u202e",
    "]]>",
    "<!--",
    "9" * 40,
]


def mutated(text: str, chance: random.Random) -> str:
    """The text with up to six random cuts, copies, swaps and odd characters."""
    for _ in range(chance.randint(1, 6)):
        at, to = sorted((chance.randint(0, len(text)), chance.randint(0, len(text))))
        text = chance.choice(
            (
                text[:at] + text[to:],
                text[:at] + text[at:to][:500] * chance.randint(2, 4) + text[to:],
                text[:at] + chance.choice(ODD) + text[at:],
                text[:at]
                + chr(chance.choice((chance.randint(0, 127), chance.randint(0x4E00, 0x9FFF))))
                + text[at + 1 :],
            )
        )
    return text


def mutated_page(chance: random.Random) -> RawPage:
    """One of the project's own pages, mutated as text or as bytes."""
    body = chance.choice(PAGES).read_bytes()
    if chance.random() < 0.5:
        body = mutated(body.decode("utf-8", "replace"), chance).encode("utf-8", "surrogatepass")
    else:
        for _ in range(chance.randint(1, 30)):
            at = chance.randrange(max(len(body), 1))
            body = body[:at] + chance.randbytes(chance.randint(0, 4)) + body[at + chance.randint(0, 3) :]
    return RawPage(
        mutated(chance.choice(HREFS), chance), body, {"Content-Type": mutated("text/html; charset=gb2312", chance)}
    )


FUNCTIONS: dict[str, tuple[int, Callable[[random.Random], object]]] = {
    "find_dates": (80, lambda chance: find_dates(mutated(chance.choice(TEXTS), chance), AS_OF)),
    "date_in_url": (40, lambda chance: date_in_url(mutated(chance.choice(HREFS), chance), AS_OF)),
    "join": (40, lambda chance: join("http://www.a.gov.cn/n/index.html", mutated(chance.choice(HREFS), chance))),
    "same_page_key": (20, lambda chance: same_page_key(mutated(chance.choice(HREFS), chance))),
    "map_phrase": (9, lambda chance: map_phrase(mutated(chance.choice(TEXTS), chance))),
    "read_challenge": (
        10,
        lambda chance: read_challenge(200, {}, mutated(chance.choice(TEXTS), chance).encode("utf-8", "replace")),
    ),
    "read_page": (1, lambda chance: read_page(mutated_page(chance), AS_OF)),
}
"""Each function with its share of the inputs (of two hundred)."""


def main(count: int, seed: int) -> int:
    """Runs the inputs; the exit code."""
    failures = 0
    total = sum(share for share, _ in FUNCTIONS.values())
    for name, (share, call) in FUNCTIONS.items():
        chance = random.Random(f"{seed} {name}")
        runs, slowest = max(count * share // total, 1), 0.0
        for number in range(runs):
            began = time.process_time()
            try:
                call(chance)
            except Exception as error:  # what the run looks for
                failures += 1
                print(f"  {name} input {number} of seed {seed}: {error!r}")
            took = time.process_time() - began
            slowest = max(slowest, took)
            failures += took > LIMIT_SECONDS
        print(f"{name:16} {runs:>9,} inputs, slowest {slowest * 1000:8.1f} ms CPU")
    print(f"{failures} failures")
    return int(failures > 0)


if __name__ == "__main__":
    arguments = [int(text) for text in sys.argv[1:]]
    sys.exit(main(*(arguments + [1_000_000, 20180228][len(arguments) :])))
