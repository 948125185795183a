"""Helps a clerk to write: `new` asks for one file (form, questions), `init` for an authority (offices, registers)."""
