"""The publishing systems that the simulated sites are drawn by; addresses after the marks of real systems."""

from govcrawl.demo.shapes.arrays import Arrays
from govcrawl.demo.shapes.base import Shape
from govcrawl.demo.shapes.cps import Cps
from govcrawl.demo.shapes.dede import Dede
from govcrawl.demo.shapes.epoint import Epoint
from govcrawl.demo.shapes.frames import Frames
from govcrawl.demo.shapes.gkmlpt import Gkmlpt
from govcrawl.demo.shapes.hanweb import Hanweb
from govcrawl.demo.shapes.jpaas import Jpaas
from govcrawl.demo.shapes.npath import Npath
from govcrawl.demo.shapes.tables import Tables
from govcrawl.demo.shapes.traditional import Traditional
from govcrawl.demo.shapes.trs import Trs
from govcrawl.demo.shapes.ucap import Ucap
from govcrawl.demo.shapes.vsb import Vsb
from govcrawl.demo.shapes.vue import Vue

STATIC = ("trs", "hanweb", "ucap", "vsb", "tables", "cps", "dede", "npath", "arrays", "frames", "traditional")
"""The systems whose lists stand in the raw HTML."""
_ALL = (Trs, Hanweb, Ucap, Vsb, Tables, Jpaas, Gkmlpt, Cps, Epoint, Dede, Vue, Npath, Arrays, Frames, Traditional)
SHAPES: dict[str, Shape] = {shape.name: shape() for shape in _ALL}
