"""Every cell of docs/reference/interoperability.md is asked again."""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest

from keys.strict_json import Json
from signing import status_list
from signing.baking import unbake
from verifier.report import Verdict

from .columns import BITS, OBJECT, TOKEN, Column, DigitalBazaar, OpenBadgesLib, OpenVc
from .elsewhere import THEIR_REFUSALS
from .forms import EMBEDDED, JWTS, SELECTIVE, Form
from .ours import REFUSALS, accept, accept_jwt
from .peer import Peer, PeerRefusalError
from .whole import verdict

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "interoperability.md"
COLUMNS: Mapping[str, Callable[[Peer], Column]] = {
    "@digitalbazaar/vc, jose": DigitalBazaar,
    "openvc-core": lambda _: OpenVc(),
    "openbadgeslib": lambda _: OpenBadgesLib(),
}
PICTURES = {
    f"{kind.upper()} with {what}": (f"badge.{kind}", form)
    for kind in ("png", "svg")
    for what, form in (("a token", TOKEN), ("JSON", OBJECT))
}
FORMS = {form.name: form for form in (*EMBEDDED, *JWTS, SELECTIVE)}
LIST = "BitstringStatusList"


def cells(heading: str) -> Iterator[tuple[str, str, str]]:
    """Yield row, column and answer of every cell below `heading` that is not a dash."""
    section = PAGE.read_text("utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    header, _, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    for row in rows:
        for column, answer in zip(header[1:], row[1:], strict=True):
            if answer != "—":
                yield row[0], column, answer


def answer_to(question: Callable[[], None]) -> str:
    """Return “yes”, or “no” with the words of whoever refuses."""
    try:
        question()
    except (*REFUSALS, *THEIR_REFUSALS, PeerRefusalError, TypeError) as e:
        # A TypeError says that there is no such choice; its words stand in the table as well.
        return f"no: {e}"
    return "yes"


def they_accept(column: Column, row: str) -> None:
    if row == LIST:
        assert column.accept_list() == BITS
    elif row in PICTURES:
        assert isinstance(column, OpenBadgesLib)
        column.accept_picture(*PICTURES[row])
    else:
        _they(column, FORMS[row])(FORMS[row])


def we_accept(column: Column, row: str) -> None:
    if row == LIST:
        assert status_list.decode(column.make_list()) == BITS
    elif row in PICTURES:
        assert isinstance(column, OpenBadgesLib)
        name, form = PICTURES[row]
        picture = column.make_picture(name, form)
        text = unbake(picture)
        _take(form, text if form is TOKEN else json.loads(text))
        assert verdict(picture) is Verdict.VALID
    else:
        form = FORMS[row]
        _take(form, _make(column, form)(form))


def _they(column: Column, form: Form) -> Callable[[Form], None]:
    if form in JWTS:
        return column.accept_token
    return column.accept_disclosure if form is SELECTIVE else column.accept_proof


def _make(column: Column, form: Form) -> Callable[[Form], Json]:
    if form in JWTS:
        return column.make_token
    return column.make_disclosure if form is SELECTIVE else column.make_proof


def _take(form: Form, theirs: Json) -> None:
    if form in JWTS:
        accept_jwt(theirs, form.owner.key.public_key)
    else:
        accept(theirs)
    assert verdict(theirs) is Verdict.VALID


def _check(question: Callable[[], None], expected: str) -> None:
    verdict, _, words = answer_to(question).partition(":")
    wanted, _, reason = expected.partition(":")
    assert (verdict, reason.strip() in words) == (wanted, True), words


@pytest.mark.parametrize(("row", "column", "answer"), list(cells("They accept ours")))
def test_whether_they_accept_ours(peer: Peer, row: str, column: str, answer: str) -> None:
    _check(partial(they_accept, COLUMNS[column](peer), row), answer)


@pytest.mark.parametrize(("row", "column", "answer"), list(cells("We accept theirs")))
def test_whether_we_accept_theirs(peer: Peer, row: str, column: str, answer: str) -> None:
    _check(partial(we_accept, COLUMNS[column](peer), row), answer)


@pytest.mark.parametrize("heading", ["They accept ours", "We accept theirs"])
def test_every_form_has_its_row(heading: str) -> None:
    assert {row for row, _, _ in cells(heading)} == {*FORMS, *PICTURES, LIST}
