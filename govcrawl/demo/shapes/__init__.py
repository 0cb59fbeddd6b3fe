"""The publishing systems that the simulated sites are drawn by; addresses after the marks of real systems."""

from govcrawl.demo.shapes.base import Shape
from govcrawl.demo.shapes.hanweb import Hanweb
from govcrawl.demo.shapes.tables import Tables
from govcrawl.demo.shapes.trs import Trs
from govcrawl.demo.shapes.ucap import Ucap
from govcrawl.demo.shapes.vsb import Vsb

SHAPES: dict[str, Shape] = {shape.name: shape for shape in (Trs(), Hanweb(), Ucap(), Vsb(), Tables())}
