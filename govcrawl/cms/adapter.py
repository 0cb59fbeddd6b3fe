"""The publishing systems govcrawl knows, in the order in which they are asked: first match wins, generic last.

Systems whose marks are sharp stand before those whose marks also occur as leftovers on other systems' pages.
"""

from govcrawl.cms.base import Adapter
from govcrawl.cms.cps import Cps
from govcrawl.cms.epoint import Epoint
from govcrawl.cms.generic import Generic
from govcrawl.cms.gkmlpt import Gkmlpt
from govcrawl.cms.hanweb_jcms import HanwebJcms
from govcrawl.cms.hanweb_jpaas import HanwebJpaas
from govcrawl.cms.plain_server import NumberedPaths, PhpCms
from govcrawl.cms.script_shell import ScriptShell
from govcrawl.cms.trs import TrsWcm
from govcrawl.cms.ucap import Ucap
from govcrawl.cms.vsb import Vsb, WebPlus
from govcrawl.extract.page import Page

ADAPTERS: tuple[Adapter, ...] = (
    HanwebJpaas(),
    HanwebJcms(),
    Gkmlpt(),
    Epoint(),
    Ucap(),
    WebPlus(),
    Cps(),
    Vsb(),
    TrsWcm(),
    PhpCms(),
    NumberedPaths(),
    ScriptShell(),
    Generic(),
)


__all__ = ["ADAPTERS", "Adapter", "adapter_for"]


def adapter_for(page: Page) -> Adapter:
    """The first adapter that recognises the page."""
    return next(adapter for adapter in ADAPTERS if adapter.recognises(page))
