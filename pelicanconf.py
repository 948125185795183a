"""Settings of a development build; `publishconf.py` builds what goes public.

`pelican content -o DIR -s pelicanconf.py` builds any content folder into any other one. Without `-o` the site goes
to one of two generations under `var/build/`, and `output` is switched to it when it is complete.
"""

import os
from pathlib import Path

HERE = Path(__file__).parent

PATH = "content"
# The link to the public generation. Written to any other folder (`-o DIR`), the site is just written there.
PUBLIC_LINK = os.environ.get("CONG_KHAI_PUBLIC_LINK", str(HERE / "output"))
OUTPUT_PATH = PUBLIC_LINK
THEME = str(HERE / "theme")

# The site's name, office and address stand in content/danh-muc/trang-web.toml. An address here goes before that one.
SITEURL = os.environ.get("CONG_KHAI_SITEURL", "")
SITENAME = "Công Khai"
# Where the inbox is, when it does not share the root of the site.
INBOX_URL = os.environ.get("CONG_KHAI_INBOX_URL", "")
# The moment the site is built for (ISO; Vietnam's time); empty means now. The one place where time enters a build.
NOW = os.environ.get("CONG_KHAI_NOW", "")
# A development build shows the faults of a bad file on its page; a public one withholds the file and fails at the end.
SHOW_FAULTS = True
# Board sheets as PDF take a second each, and the extra `pdf`; a public build makes them.
BOARD_PDF = False
# A public build lays compressed files beside each text, for servers that hand them out as they are: "gzip", "br".
PRECOMPRESSED: tuple[str, ...] = ()
GENERATIONS_PATH = os.environ.get("CONG_KHAI_BUILD", str(HERE / "var" / "build"))

TIMEZONE = "Asia/Ho_Chi_Minh"
DEFAULT_LANG = "vi"
# Dotted names: a plugin found by a short name would be loaded a second time under another one. After a change of a text
# they are asked in this order until all that follows from it is planned; the last one lists what the others make.
PLUGINS = [
    "plugins.documents",
    "plugins.search",
    "plugins.consultations",
    "plugins.disclosure",
    "plugins.feeds",
    "plugins.register",
]

# Our own generators read and write everything; Pelican's get nothing to do.
ARTICLE_PATHS: list[str] = []
PAGE_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
THEME_STATIC_PATHS: list[str] = []
DIRECT_TEMPLATES: list[str] = []
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
# Docutils has no Vietnamese and would warn on every run.
READERS = {"rst": None, "html": None}
