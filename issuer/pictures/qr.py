"""QR codes of addresses (ISO/IEC 18004): level M, with the quiet zone of four modules."""

from io import BytesIO

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.svg import SvgPathImage


def qr_svg(url: str) -> bytes:
    """Return the QR code of `url` as an SVG of one path."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(url)
    picture = BytesIO()
    code.make_image(image_factory=SvgPathImage).save(picture)
    return picture.getvalue()
