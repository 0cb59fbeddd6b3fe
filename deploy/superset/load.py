"""Loads govcrawl's datasets, charts and dashboards into a running Superset, or brings them up to date there.

    SUPERSET_PASSWORD=... GOVCRAWL_ANALYST_URL=postgresql://govcrawl_analyst:...@host:5432/govcrawl \\
        python3 load.py http://127.0.0.1:8088 admin

Needs nothing but Python. What was changed by hand in these objects is overwritten; copy a dashboard before changing it.
"""

import io
import json
import os
import re
import sys
import urllib.request
import zipfile
from http.cookiejar import CookieJar
from pathlib import Path

ASSETS = Path(__file__).parent / "assets"
_BOUNDARY = "govcrawl-assets"


def bundle(database_url: str) -> bytes:
    """The assets as the ZIP file that Superset imports, reading from the database that is named."""
    address = re.sub(r"^postgres(ql)?(\+\w+)?:", "postgresql+psycopg2:", database_url)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for file in sorted(ASSETS.rglob("*.yaml")):
            text = file.read_text(encoding="utf-8")
            if file.parent.name == "databases":
                text = re.sub(r"(?m)^sqlalchemy_uri: .*$", lambda _: f"sqlalchemy_uri: {json.dumps(address)}", text)
            archive.writestr(f"assets/{file.relative_to(ASSETS).as_posix()}", text)
    return made.getvalue()


class Superset:
    """A signed-in session. Raises urllib.error.HTTPError where Superset refuses."""

    def __init__(self, address: str, user: str, password: str) -> None:
        self._address = address.rstrip("/")
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self._headers: dict[str, str] = {}
        known = {"username": user, "password": password, "provider": "db", "refresh": False}
        signed_in = self.ask("/api/v1/security/login", json.dumps(known).encode(), "application/json")
        self._headers["Authorization"] = f"Bearer {signed_in['access_token']}"
        self._headers["X-CSRFToken"] = self.ask("/api/v1/security/csrf_token/")["result"]
        self._headers["Referer"] = self._address

    def ask(self, path: str, body: bytes | None = None, kind: str = "") -> dict:
        """The answer to one call: GET, or POST where there is a body of a kind."""
        headers = self._headers | ({"Content-Type": kind} if body else {})
        request = urllib.request.Request(self._address + path, data=body, headers=headers)
        with self._opener.open(request, timeout=120) as answer:
            return json.load(answer)

    def load(self, archive: bytes) -> None:
        """Imports a bundle, over what is there."""
        head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="bundle"; filename="assets.zip"\r\n'
        body = head.encode() + b"Content-Type: application/zip\r\n\r\n" + archive + f"\r\n--{_BOUNDARY}--\r\n".encode()
        self.ask("/api/v1/assets/import/", body, f"multipart/form-data; boundary={_BOUNDARY}")


if __name__ == "__main__":
    Superset(sys.argv[1], sys.argv[2], os.environ["SUPERSET_PASSWORD"]).load(bundle(os.environ["GOVCRAWL_ANALYST_URL"]))
