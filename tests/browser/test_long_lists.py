"""Lists with long titles, names and addresses, on screens of several widths."""

import pytest

from issuer.models import Role

from .conftest import OpenPage
from .desk import Desk

TITLE = "Zarządzanie projektami badawczymi finansowanymi ze środków europejskich w szkołach"
ADDRESS = "aleksandra.wojciechowska@matematyka.uniwersytet.example"
_MEASURED = """() => {
  const table = document.querySelector(".table");
  const lines = [...document.querySelectorAll("td.address")].map((cell) => {
    const range = document.createRange();
    range.selectNodeContents(cell);
    return new Set([...range.getClientRects()].map((box) => box.top)).size;
  });
  return {
    hidden: table.scrollWidth - table.clientWidth,
    rows: [...document.querySelectorAll("tbody tr")].map((row) => row.offsetHeight),
    lines,
  };
}"""


@pytest.mark.parametrize("width", [1280, 1440])
def test_rows_with_long_titles_stay_low_and_addresses_whole(
    width: int, open_page: OpenPage, desk: Desk
) -> None:
    texts = {"name": TITLE, "description": "Opis.", "criteria": "Praca."}
    template = desk.template(texts={"pl": texts, "en": texts})
    desk.award(template, first_name="Aleksandra", last_name="Wojciechowska", email=ADDRESS)
    page = open_page(width=width, language="pl")
    desk.sign_in(page, Role.VIEWER)

    page.goto("/awards")

    measured = page.evaluate(_MEASURED)
    assert measured["hidden"] <= 0
    assert max(measured["rows"]) <= 130
    assert max(measured["lines"]) <= 2
