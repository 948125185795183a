"""Pelican plugin: Atom and RSS feeds of everything, of consultations, of notices and of each office."""


def register() -> None:
    """Connect to Pelican (called by Pelican; imports it only here)."""
    from plugins.feeds import plugin

    plugin.connect()
