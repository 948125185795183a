"""Pelican plugin: writes the register, which tells the inbox what is published."""


def register() -> None:
    """Connect to Pelican (called by Pelican; imports it only here)."""
    from plugins.register import plugin

    plugin.connect()
