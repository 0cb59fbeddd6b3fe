"""The simulated cities: government sites on loopback, with planted faults and a record of the truth."""

from govcrawl.demo.city import City, load_city
from govcrawl.demo.compare import Agreement, compare
from govcrawl.demo.generate import many_sites
from govcrawl.demo.proxy import serve

__all__ = ["Agreement", "City", "compare", "load_city", "many_sites", "serve"]
