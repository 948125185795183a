"""Settings of stock Pelican: its simple theme and its feeds, lists by twenty, a page for each tag.

With `BENCH_PELICAN_CACHE` it keeps and uses its own cache of what it has read.
"""

import os

SITENAME = "Công khai"
SITEURL = "https://congkhai.example"
TIMEZONE = "Asia/Ho_Chi_Minh"
DEFAULT_LANG = "vi"
THEME = "simple"
DEFAULT_PAGINATION = 20
STATIC_PATHS: list[str] = []
# Docutils has no Vietnamese and would warn on every run.
READERS = {"rst": None}

CACHE_PATH = os.environ.get("BENCH_PELICAN_CACHE", "")
CACHE_CONTENT = LOAD_CONTENT_CACHE = bool(CACHE_PATH)
