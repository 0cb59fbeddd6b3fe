"""Writes titles and texts for the simulated sites, the same for the same seed."""

import tomllib
from functools import cache
from random import Random
from typing import Any

from govcrawl.demo.plan import DATA


@cache
def words() -> dict[str, Any]:
    """The material of `words.toml`."""
    return tomllib.loads((DATA / "words.toml").read_text(encoding="utf-8"))


class Writer:
    """Titles that never repeat on one site, and texts that are a function of (site, number)."""

    def __init__(self, site_seed: str, unit: str, area_code: str) -> None:
        self._seed = site_seed
        self._area_code = area_code
        self._unit = unit
        self._random = Random(f"titles {site_seed}")
        self._used: set[str] = set()

    def title(self, kind: str) -> str:
        """A new title of a kind of `words.toml`."""
        patterns = words()["titles"].get(kind) or words()["titles"]["other"]
        for _ in range(200):
            title = self._fill(self._random.choice(patterns), self._random)
            if title not in self._used:
                break
        else:
            title = f"{title}（第{len(self._used)}号）"
        self._used.add(title)
        return title

    def paragraphs(self, number: int, count: int = 12) -> list[str]:
        """The body of article `number`: a lead, `count` paragraphs and a close."""
        random = Random(f"{self._seed} {number}")
        parts = words()["paragraphs"]
        chosen = [random.choice(parts["lead"])]
        while len(chosen) < count:
            chosen.extend(random.sample(parts["body"], min(len(parts["body"]), count - len(chosen))))
        chosen.append(random.choice(parts["close"]))
        topic = random.choice(words()["topics"])
        return [self._fill(paragraph, random, topic=topic) for paragraph in chosen]

    def overview(self, number: int, count: int = 10) -> list[str]:
        """The text of an overview page."""
        random = Random(f"{self._seed} overview {number}")
        return [self._fill(random.choice(words()["overview"]["body"]), random) for _ in range(count)]

    def guide(self, number: int, title: str) -> dict[str, str]:
        """The elements of service guide `number`, label to text."""
        random = Random(f"{self._seed} guide {number}")
        return {label: self._fill(text, random, title=title) for label, text in words()["guide"].items()}

    def _fill(self, pattern: str, random: Random, **given: Any) -> str:
        place, place2 = random.sample(words()["places"], 2)
        topic, topic2 = random.sample(words()["topics"], 2)
        values = {
            "unit": self._unit,
            "place": place,
            "place2": place2,
            "topic": topic,
            "topic2": topic2,
            "leader": random.choice(words()["leaders"]),
            "n": random.randint(12, 96),
            "m": random.randint(120, 2960),
            "p": random.randint(4, 30) * 2,
            "q": random.randint(20, 48) * 2,
            "d": random.randint(3, 20),
            "area": self._area_code,
            "phone": f"{random.randint(100000, 999999)}",
        }
        return pattern.format(**(values | given))
