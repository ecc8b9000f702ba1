"""Small pictures."""

from io import BytesIO

from PIL import Image

DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">'
    b'<rect width="10" height="10" fill="#336699"/></svg>'
)
SCRIPT = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><script>alert(1)</script></svg>'
)


def png(side: int) -> bytes:
    """Return a PNG of one colour."""
    file = BytesIO()
    Image.new("RGB", (side, side), "#336699").save(file, "PNG")
    return file.getvalue()
