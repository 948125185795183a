"""QR codes as SVG to stand in a page."""

import segno


def qr_svg(text: str, words: str) -> str:
    """Return the QR code of a text (error correction M, quiet zone of four modules); `words` say what it leads to."""
    code = segno.make(text, error="m", micro=False)
    return str(code.svg_inline(scale=4, border=4, title=words, omitsize=True, lineclass=None, svgclass="qr"))
