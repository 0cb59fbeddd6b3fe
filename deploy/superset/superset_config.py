"""Superset beside govcrawl: Chinese first, its own metadata database, govcrawl's views read as the analyst."""

import os

SECRET_KEY = os.environ["SUPERSET_SECRET_KEY"]
"""At least 42 random characters (`openssl rand -base64 42`): it signs sessions and encrypts stored passwords."""
SQLALCHEMY_DATABASE_URI = os.environ["SUPERSET_DATABASE_URI"]
"""Superset's own database, never govcrawl's."""

BABEL_DEFAULT_LOCALE = "zh"
LANGUAGES = {"zh": {"flag": "cn", "name": "中文"}, "en": {"flag": "us", "name": "English"}}
D3_FORMAT = {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["¥", ""]}

ROW_LIMIT = 10_000
SQL_MAX_ROW = 100_000
SUPERSET_WEBSERVER_TIMEOUT = 60
"""Seconds; the slowest chart reads the outcomes of a whole country's inspection."""
WTF_CSRF_ENABLED = True
TALISMAN_ENABLED = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = os.environ.get("SUPERSET_HTTPS", "yes") == "yes"
"""`no` only where nobody but this machine reaches Superset."""
