"""Threat 38: a database is put back from a backup; indexes are given twice, revocations undone."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from issuing import Issuer, new_issuer
from restoring.installation import Installation, installed
from staff_pages.desk import fill, staff
from timing import Clock
from visitors import program, serve

from issuer.award_changes import revoke_award
from issuer.award_errors import AwardNotFoundError
from issuer.instance_errors import DatabasePutBackError
from issuer.models import Award, Role, StatusList
from issuer.rights import Right
from signing.status_list import decode, encode, with_status
from verifier.report import Verdict

PERSON = {"first_name": "Ola", "last_name": "Lis", "email": "ola@example.org"}


@pytest.fixture
def clock() -> Clock:
    """Return a clock that stands still at the present, which commands see as well."""
    return Clock(datetime.now(UTC))


@pytest.fixture
def here(
    issuer: Issuer, request: pytest.FixtureRequest, database_url: str, tmp_path: Path
) -> Iterator[Installation]:
    """Yield an installation, once on each engine."""
    with installed(issuer, request, database_url, tmp_path) as made:
        yield made


def revoke(issuer: Issuer, award: Award) -> None:
    with issuer.writing() as session:
        revoke_award(session, issuer.caller, issuer.service, award.id, "Pomyłka.", now=issuer.now)


def verdict(issuer: Issuer, form: str) -> Verdict:
    return issuer.verify(form).verdict


def test_nothing_is_awarded_until_the_operator_says_so(here: Installation) -> None:
    template = here.issuer.template()
    here.issuer.award(template)
    app = serve(here.issuer.service)
    api = program(app, here.issuer, Right.AWARD, Right.READ)
    desk = staff(app, here.issuer, Role.ISSUER)
    copy = here.back_up()
    here.issuer.award(template)
    here.start()
    here.put_back(copy)
    here.start()

    address, body = f"/api/v1/achievements/{template}/awards", {"recipient": PERSON}
    english = api.post(address, json=body, headers={"Accept-Language": "en"})
    polish = api.post(address, json=body, headers={"Accept-Language": "pl"})
    shown = fill(desk, f"/templates/{template}/award/one", **PERSON, do="award")
    desk.get("/templates?lang=pl")
    pokazane = fill(desk, f"/templates/{template}/award/one", **PERSON, do="award")

    assert [each.status_code for each in (english, polish, shown, pokazane)] == [503] * 4
    assert english.json()["type"].endswith("/problems/database-put-back")
    assert english.json()["detail"] == DatabasePutBackError.english
    assert polish.json()["detail"] == DatabasePutBackError.polish
    assert DatabasePutBackError.english in shown.text
    assert DatabasePutBackError.polish in pokazane.text
    assert here.issuer.count(Award) == 1


def test_badges_are_still_verified_and_revoked_meanwhile(here: Installation) -> None:
    award = here.issuer.award(here.issuer.template())
    copy = here.back_up()
    here.issuer.award(here.issuer.template())
    here.start()
    here.put_back(copy)
    here.start()

    form = here.issuer.forms(award)["json"]
    assert verdict(here.issuer, form) is Verdict.VALID
    revoke(here.issuer, award)
    assert verdict(here.issuer, form) is Verdict.INVALID


def test_no_index_is_given_twice_and_what_was_revoked_stays_revoked(
    here: Installation, tmp_path: Path
) -> None:
    template = here.issuer.template()
    known = [here.issuer.award(template) for _ in range(3)]
    copy = here.back_up()
    lost = [here.issuer.award(template) for _ in range(20)]
    for award in (known[1], lost[5]):
        revoke(here.issuer, award)
    here.start()
    before = here.places()
    forms = [here.issuer.forms(award)["json"] for award in (*known, lost[5], lost[6])]
    (signed,) = here.save_lists(tmp_path / "mirror")
    here.put_back(copy)
    here.start()
    with pytest.raises(DatabasePutBackError):
        here.issuer.award(template)

    assert here.insygnia("db", "restored", "--lists", signed) == 0
    for _ in range(30):
        here.issuer.award(template)

    after = here.places()
    given = {**before, **after}
    assert len(before) == 23
    assert len(after) == 33
    assert len(set(given.values())) == len(given) == 53
    found = [verdict(here.issuer, form) for form in forms]
    assert found == [Verdict.VALID, Verdict.INVALID, Verdict.VALID, Verdict.INVALID, Verdict.VALID]
    revoked = [here.issuer.read(award).revoked_at is not None for award in known]
    assert revoked == [False, True, False]
    with pytest.raises(AwardNotFoundError):
        revoke(here.issuer, lost[6])


def test_a_forged_list_is_refused_and_changes_nothing(here: Installation, tmp_path: Path) -> None:
    other = new_issuer(here.issuer.service, "druga")
    for each in (here.issuer, other):
        each.award(each.template())
    here.start()
    mirror = tmp_path / "mirror"
    own, foreign = (json.loads(path.read_bytes()) for path in here.save_lists(mirror))
    with_bit = encode(with_status(decode(own["credentialSubject"]["encodedList"]), range(100)))
    forged = {
        "bit": own | {"credentialSubject": own["credentialSubject"] | {"encodedList": with_bit}},
        "place": own | {"id": foreign["id"]},
        "issuer": own | {"issuer": foreign["issuer"]},
        "unsigned": {name: value for name, value in own.items() if name != "proof"},
        "badge": json.loads(here.issuer.forms(here.issuer.award(here.issuer.template()))["json"]),
        "nothing": [],
    }
    before = [path.read_text() for path in here.save_lists(tmp_path / "before")]

    for name, document in forged.items():
        path = mirror / f"forged-{name}.json"
        path.write_text(json.dumps(document), "utf-8")
        assert here.insygnia("db", "restored", "--lists", path) == 1, name
        assert here.insygnia("db", "restored", "--lists", mirror) == 1, name
        path.unlink()

    assert [path.read_text() for path in here.save_lists(tmp_path / "after")] == before
    with here.issuer.service.database.reading() as session:
        assert {each.closed_at for each in session.query(StatusList)} == {None}
