"""`insygnia scale` makes marked awards and measures lists of them."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from issuer.award_filters import AwardFilter, AwardOrder
from issuer.award_lists import list_awards
from issuer.callers import the_service
from issuer.cli import main
from issuer.db.engine import open_database
from issuer.models import Award, Form, Organisation
from issuer.scale_measures import scale_organisation


def test_it_makes_as_many_as_asked_for_and_marks_them(tmp_path: Path) -> None:
    assert main(["scale", "--awards", "120", "--home", str(tmp_path)]) == 0

    database = open_database(f"sqlite:///{tmp_path / 'insygnia.db'}")
    with database.reading() as session:
        organisation = session.scalars(select(Organisation)).one()
        emails = session.scalars(select(Award.email)).all()
        forms = session.scalar(select(func.count()).select_from(Form))
        assert scale_organisation(session) == organisation.id
        page = list_awards(
            session,
            the_service(organisation.id),
            AwardFilter(),
            order=AwardOrder.NAME,
            limit=200,
            now=organisation.created_at,
        )
    database.dispose()
    assert organisation.slug.startswith("scale-")
    assert organisation.closed_at is not None
    assert len(emails) == len(page.items) == 120
    assert all(str(email).endswith("@scale.invalid") for email in emails)
    assert forms == 0


def test_it_prints_how_long_pages_take(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = str(tmp_path)

    assert main(["scale", "--awards", "300", "--measure", "--repeats", "2", "--home", home]) == 0

    heading, columns, *rows = capsys.readouterr().out.splitlines()
    assert heading.startswith("pages of 50")
    assert columns.split() == [
        "filter", "order", "entries", "first", "p50", "p95", "deep", "p50", "p95",
    ]  # fmt: skip
    assert len(rows) > 70
    assert all(0 < float(figure) < 60_000 for row in rows for figure in row.split()[-4:])


@pytest.mark.parametrize(
    "options", [[], ["--awards", "0"], ["--measure"], ["--measure", "--repeats", "0"]], ids=str
)
def test_what_cannot_be_done_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    assert main(["scale", *options, "--home", str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith("insygnia: ")
