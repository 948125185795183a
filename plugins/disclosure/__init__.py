"""Disclosure: notices, the matrix of what must be public, its gaps, the catalogue, annual reports.

A Pelican plugin.
"""


def register() -> None:
    """Connect to Pelican (called by Pelican; imports it only here)."""
    from plugins.disclosure import plugin

    plugin.connect()
