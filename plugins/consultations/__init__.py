"""Pelican plugin: the pages of drafts open for comment, with the answers at their provisions."""


def register() -> None:
    """Connect to Pelican (called by Pelican; imports it only here)."""
    from plugins.consultations import plugin

    plugin.connect()
