"""QR codes of addresses (ISO/IEC 18004): level M, with the quiet zone of four modules."""

from io import BytesIO

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.pil import PilImage
from qrcode.image.svg import SvgPathImage

_PIXELS_A_MODULE = 10


def qr_png(url: str) -> bytes:
    """Return the QR code of `url` as a PNG of ten pixels for each module."""
    picture = BytesIO()
    _code(url).make_image(image_factory=PilImage).save(picture, "PNG")
    return picture.getvalue()


def qr_svg(url: str) -> bytes:
    """Return the QR code of `url` as an SVG of one path."""
    picture = BytesIO()
    _code(url).make_image(image_factory=SvgPathImage).save(picture)
    return picture.getvalue()


def _code(url: str) -> qrcode.QRCode:
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, box_size=_PIXELS_A_MODULE, border=4)
    code.add_data(url)
    return code
