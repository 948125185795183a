"""Pelican plugin: reads content/ into typed objects, checks it, and writes documents, notices, pages and lists."""


def register() -> None:
    """Connect to Pelican (called by Pelican; imports it only here, so that the inbox never does)."""
    from plugins.documents import plugin

    plugin.connect()
