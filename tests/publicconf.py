"""A public build for tests: without board sheets as PDF, which take a second each."""

from publishconf import *  # noqa: F403  # Pelican's convention

BOARD_PDF = False
