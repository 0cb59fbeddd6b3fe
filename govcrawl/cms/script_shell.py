"""Angular, Vue and React shells: the raw page holds a frame and no row; only a browser (or luck) shows the list."""

from govcrawl.cms.base import Marks, PlainSystem


class ScriptShell(PlainSystem):
    """`<div id="app">`, `v-for`, `ng-repeat`, template braces."""

    name = "script_shell"
    marks = Marks(
        words=(
            " v-for=",
            " ng-repeat=",
            "*ngFor=",
            "ng-app",
            "<router-view",
            "<app-root",
            " v-cloak",
            "/static/js/app.",
            'id="app"></',
            'id="root"></',
            "id=app></",
        ),
    )
