"""Angular, Vue and React shells: the raw page holds a frame and no row; only a browser (or luck) shows the list."""

import re

from govcrawl.cms.base import Marks, PlainSystem


class ScriptShell(PlainSystem):
    """`<div id="app">`, `v-for`, `ng-repeat`, template braces."""

    name = "script_shell"
    marks = Marks(
        source=re.compile(
            r"<(?:div|main|section)\s+id=['\"]?(?:app|root|__nuxt|__next)['\"]?[^>]*>\s*</|\bv-for=|\bng-repeat=|\*ngFor=|\bng-app"
            r"|data-ng-app|<router-view|<app-root|<router-outlet",
            re.IGNORECASE,
        )
    )
