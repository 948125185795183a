"""The publisher: rules shared with the inbox (`domain`), adapters (`kit`) and one Pelican plugin per other folder."""

import os

# Pydantic would look into every installed package for extensions of itself each time a command starts.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
