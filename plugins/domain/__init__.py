"""The rules of the trade, without I/O: what a provision, an office, a deadline, a comment is.

Standard library only. `catalogue.py` alone opens files.
"""
