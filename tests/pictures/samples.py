"""Sample pictures and certificates."""

import dataclasses
from datetime import UTC, date, datetime
from io import BytesIO

from PIL import Image

from issuer.pictures.badge import Icon, Picture, Shape, badge_picture
from issuer.pictures.certificate import Certificate
from keys.strict_json import Json

MADE = datetime(2026, 11, 22, 12, tzinfo=UTC)
LONG_TITLE = (
    "Konstruowanie i ewaluacja międzyprzedmiotowych programów kształcenia ustawicznego "
    "z wykorzystaniem narzędzi cyfrowych XX"
)
CREDENTIAL = '{"name": "Zażółć gęślą jaźń", "b":  [1]}'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 90">%s</svg>'


def picture(title: str = "Koordynator projektów") -> Picture:
    return badge_picture(
        title, shape=Shape.HEXAGON, colour="#0f766e", mark=Icon.STAR, language="pl"
    )


def certificate(**changed: Json) -> Certificate:
    usual = Certificate(
        language="pl",
        kind="Mikropoświadczenie",
        title="Koordynator projektów",
        holder="Żaneta Gęślą-Jaźń",
        issuer="Przykładowa Akademia",
        awarded_on=date(2026, 11, 22),
        valid_until=date(2029, 11, 22),
        number="MP/2026/0042",
        criteria="Zaliczenie kursu i obrona projektu przed komisją.",
        page="https://akademia.example/credentials/2f6a0f0c9be14b7e8d3a",
        credential=CREDENTIAL,
        picture=png(120, 120),
        colour="#0f766e",
    )
    return dataclasses.replace(usual, **changed)


def png(width: int, height: int, mode: str = "RGBA", **options: Json) -> bytes:
    data = BytesIO()
    Image.new(mode, (width, height)).save(data, "PNG", **options)
    return data.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))
