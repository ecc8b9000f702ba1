"""The picture that social networks show beside the link to a badge (Open Graph `og:image`)."""

from issuer.pictures.badge import Language
from issuer.pictures.colours import text_colour
from issuer.pictures.lettering import lettering, plain, shortened
from issuer.pictures.raster import printable_png
from issuer.pictures.typesetting import embeddable, typeset

WIDTH, HEIGHT = 1200, 627

_LONGEST = 250


def share_picture(
    *, title: str, kind: str, issuer: str, picture: bytes, colour: str, language: Language
) -> bytes:
    """Return a PNG of `WIDTH` × `HEIGHT` pixels with the badge's PNG `picture` and its texts.

    It bears no name of a holder: networks keep what they have once fetched.

    Raises `UnusableColourError`, `TypesettingError`.
    """
    texts = {"title": title, "kind": kind, "issuer": issuer}
    data = {
        **{
            name: lettering(shortened(plain(text), _LONGEST), language).text
            for name, text in texts.items()
        },
        "language": language,
        "colour": text_colour(colour),
        "picture": embeddable(printable_png(picture)),
    }
    return typeset("share.typ", data, "png", pixels_per_inch=144)
