"""Codes to scan."""

import io

import segno


def qr_code(address: str, colour: str) -> str:
    """The address as a QR code, an SVG drawing; level M still reads with a coffee stain on it."""
    drawing = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawing, kind="svg", border=0, dark=colour, xmldecl=False)
    return drawing.getvalue().decode()
