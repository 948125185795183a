"""Pelican plugin: the search index, a product of the build; `index` is all that the inbox needs of it."""


def register() -> None:
    """Connect to Pelican (called by Pelican; imports it only here)."""
    from plugins.search import plugin

    plugin.connect()
