"""Settings of our site while it is measured: a public build, with a theme that can be changed.

Board sheets as PDF are left out: they take a second each, and no peer writes any. So is the search index, whose
building and searching are measured on their own.
"""

import os

from publishconf import *  # noqa: F403  # Pelican's convention
from publishconf import PLUGINS as ALL_PLUGINS
from publishconf import THEME as OWN_THEME

BOARD_PDF = False
PLUGINS = [plugin for plugin in ALL_PLUGINS if plugin != "plugins.search"]
THEME = os.environ.get("BENCH_THEME", OWN_THEME)
