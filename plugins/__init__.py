"""The publisher: rules shared with the inbox (`domain`), adapters (`kit`) and one Pelican plugin per other folder."""
