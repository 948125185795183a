"""A page as PDF, where WeasyPrint is installed (extra `pdf`); it may read nothing but the page."""

import importlib.util
from datetime import datetime


def is_available() -> bool:
    """Tell whether PDFs can be made on this machine."""
    return importlib.util.find_spec("weasyprint") is not None


def pdf_bytes(html: str, styles: str, made: datetime) -> bytes:
    """Return a tagged PDF of a page with these styles; the same page gives the same bytes. `made` stands in it."""
    from weasyprint import CSS, HTML  # an extra: not on every machine
    from weasyprint.urls import URLFetcher

    # WeasyPrint's own fetcher reads any file of the machine; a sheet is complete without one.
    nothing = URLFetcher(allowed_protocols=())
    page = HTML(string=html, url_fetcher=nothing)
    stamp = made.isoformat(timespec="seconds")
    document = page.render(stylesheets=[CSS(string=styles, url_fetcher=nothing)])
    document.metadata.created = document.metadata.modified = stamp
    written = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=stamp.encode())
    return bytes(written)
