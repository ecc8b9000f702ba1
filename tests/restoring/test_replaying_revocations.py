"""`insygnia db restored`: lists are closed, and what was revoked is revoked again."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from issuing import JAN, Issuer, new_issuer
from sqlalchemy import select
from visitors import program, serve

from issuer.award_changes import correct_award, revoke_award
from issuer.cli.evidence import read_list
from issuer.erasure import erase_award
from issuer.models import (
    AuditEntry,
    Award,
    DuplicatePolicy,
    Mail,
    Organisation,
    StatusList,
)
from issuer.restoring import SignedList, restore_records
from issuer.restoring_errors import ForeignListError
from issuer.rights import Right
from verifier.report import Verdict

from .installation import Installation


def revoke(issuer: Issuer, award: Award) -> None:
    with issuer.writing() as session:
        revoke_award(session, issuer.caller, issuer.service, award.id, "Pomyłka.", now=issuer.now)


def correct(issuer: Issuer, award: Award) -> None:
    with issuer.writing() as session:
        correct_award(session, issuer.caller, issuer.service, award.id,
                      JAN._replace(last_name="Nowak"), "Nazwisko.", now=issuer.now)  # fmt: skip


def erase(issuer: Issuer, award: Award) -> None:
    with issuer.writing() as session:
        erase_award(session, issuer.caller, issuer.service, award.id, revoke=True, now=issuer.now)


def verdict(issuer: Issuer, award: Award) -> Verdict:
    return issuer.verify(issuer.forms(award, 1)["json"]).verdict


def lists_of(issuer: Issuer) -> list[StatusList]:
    with issuer.service.database.reading() as session:
        return list(session.scalars(select(StatusList).order_by(StatusList.number)))


def said(capsys: pytest.CaptureFixture[str]) -> list[int]:
    """Return the five numbers that the command printed."""
    lines = capsys.readouterr().out.splitlines()[-6:]
    assert lines[-1] == "Awards can be made."
    return [int(line.split(": ")[1].split(".")[0]) for line in lines[:-1]]


def save_trail(issuer: Issuer, folder: Path) -> list[Path]:
    """Write all pages of the audit trail as the API answers them."""
    folder.mkdir()
    api = program(serve(issuer.service), issuer, Right.ORGANISATION)
    cursor: str | None = ""
    pages: list[Path] = []
    while cursor is not None:
        query = {"limit": "5", **({"cursor": cursor} if cursor else {})}
        answer = api.get("/api/v1/audit", params=query)
        cursor = answer.json()["next"]
        pages.append(folder / f"{len(pages)}.json")
        pages[-1].write_bytes(answer.content)
    assert len(pages) > 1
    return pages


def test_lists_of_every_organisation_are_closed_and_new_ones_opened(
    here: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    other = new_issuer(here.issuer.service, "druga")
    templates = [each.template() for each in (here.issuer, other)]
    for each, template in zip((here.issuer, other), templates, strict=True):
        each.award(template)
    old = {each.id for each in lists_of(here.issuer)}

    assert here.insygnia("db", "restored") == 0
    assert said(capsys) == [2, 0, 0, 0, 0]

    for each, template in zip((here.issuer, other), templates, strict=True):
        each.award(template)
    lists = lists_of(here.issuer)
    assert len(lists) == 4
    assert {each.id for each in lists if each.closed_at is not None} == old
    assert len({json.dumps(each.permutation_key, sort_keys=True) for each in lists}) == 4


def test_a_second_time_changes_nothing(
    here: Installation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    template = here.issuer.template()
    award = here.issuer.award(template)
    copy = here.back_up()
    revoke(here.issuer, award)
    (signed,) = here.save_lists(tmp_path / "mirror")
    here.put_back(copy)
    assert here.insygnia("db", "restored", "--lists", signed) == 0
    assert said(capsys) == [1, 0, 1, 1, 0]
    before = lists_of(here.issuer)[0]

    assert here.insygnia("db", "restored", "--lists", signed, tmp_path / "mirror") == 0

    assert said(capsys) == [0, 0, 0, 0, 0]
    after = lists_of(here.issuer)[0]
    assert (after.signed_at, after.closed_at) == (before.signed_at, before.closed_at)


def test_what_was_replayed_is_in_the_audit_trail_and_nobody_is_told_again(
    here: Installation, tmp_path: Path
) -> None:
    award = here.issuer.award(here.issuer.template())
    copy = here.back_up()
    revoke(here.issuer, award)
    here.save_lists(tmp_path / "mirror")
    here.put_back(copy)
    mails = here.issuer.count(Mail)

    assert here.insygnia("db", "restored", "--lists", tmp_path / "mirror") == 0

    with here.issuer.service.database.reading() as session:
        rows = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(3)).all()
    assert [(row.action, row.actor) for row in rows] == [
        ("database.restored", "operator"),
        ("status-list.closed", "operator"),
        ("award.revoked", "operator"),
    ]
    assert (rows[2].subject_id, rows[2].facts) == (str(award.id), {"code": "restored"})
    assert rows[0].facts == {"closed": 1, "adopted": 0, "entries": 1, "awards": 1, "unknown": 0}
    assert here.issuer.count(Mail) == mails


def test_bits_are_added_and_never_cleared(here: Installation, tmp_path: Path) -> None:
    template = here.issuer.template()
    one, other, third = (here.issuer.award(template) for _ in range(3))
    copy = here.back_up()
    revoke(here.issuer, one)
    here.save_lists(tmp_path / "older")
    revoke(here.issuer, other)
    here.save_lists(tmp_path / "newer")
    here.put_back(copy)
    revoke(here.issuer, third)

    for folder in ("newer", "older"):
        assert here.insygnia("db", "restored", "--lists", tmp_path / folder) == 0

    verdicts = [verdict(here.issuer, award) for award in (one, other, third)]
    assert verdicts == [Verdict.INVALID] * 3


@pytest.mark.parametrize("fault", ["owner", "length", "stranger"])
def test_a_list_that_cannot_be_its_issuer_s_is_refused(here: Installation, fault: str) -> None:
    other = new_issuer(here.issuer.service, "druga")
    for each in (here.issuer, other):
        each.award(each.template())
    dids = {"owner": other, "length": here.issuer}
    with here.issuer.service.database.reading() as session:
        issuer = dids.get(fault, here.issuer).organisation_id
        did = session.get_one(Organisation, issuer).did
        own = StatusList.organisation_id == here.issuer.organisation_id
        found = session.scalars(select(StatusList).where(own)).one()
    bits = b"\xff" * (len(found.bits) * (2 if fault == "length" else 1))
    given = SignedList(found.id, "did:key:z6Mk" if fault == "stranger" else did, bits)

    with here.issuer.writing() as session, pytest.raises(ForeignListError):
        restore_records(session, here.issuer.service, [given], [], seen=None, now=here.issuer.now)


def test_a_list_that_was_opened_after_the_backup_is_published_again_and_never_used(
    here: Installation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    template = here.issuer.template()
    copy = here.back_up()
    lost = [here.issuer.award(template) for _ in range(2)]
    revoke(here.issuer, lost[0])
    forms = [here.issuer.forms(award)["json"] for award in lost]
    before = set(here.places().values())
    here.save_lists(tmp_path / "mirror")
    here.put_back(copy)
    assert here.issuer.verify(forms[0]).verdict is Verdict.COULD_NOT_CHECK

    assert here.insygnia("db", "restored", "--lists", tmp_path / "mirror") == 0
    assert said(capsys) == [0, 1, 1, 0, 0]

    verdicts = [here.issuer.verify(form).verdict for form in forms]
    assert verdicts == [Verdict.INVALID, Verdict.VALID]
    (adopted,) = lists_of(here.issuer)
    assert (adopted.taken, adopted.closed_at is None) == (adopted.entries, False)
    here.issuer.award(template)
    assert before.isdisjoint(here.places().values())
    assert adopted.id not in {place[0] for place in here.places().values()}


def test_a_list_of_last_week_is_believed(here: Installation, tmp_path: Path) -> None:
    award = here.issuer.award(here.issuer.template())
    copy = here.back_up()
    revoke(here.issuer, award)
    (signed,) = here.save_lists(tmp_path / "mirror")
    assert json.loads(signed.read_bytes())["validUntil"]
    here.put_back(copy)
    later = replace(here.issuer.service, clock=lambda: here.issuer.now.replace(year=2099))

    assert read_list(later, str(signed)).bits != bytes(16_384)


def test_the_audit_trail_revokes_again(
    here: Installation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    template = here.issuer.template()
    replacing = here.issuer.template(DuplicatePolicy.REPLACE)
    kept, revoked, corrected, erased = (here.issuer.award(template) for _ in range(4))
    replaced = here.issuer.award(replacing)
    copy = here.back_up()
    lost = here.issuer.award(template)
    for award in (revoked, lost):
        revoke(here.issuer, award)
    correct(here.issuer, corrected)
    erase(here.issuer, erased)
    here.issuer.award(replacing)
    pages = save_trail(here.issuer, tmp_path / "trail")
    here.put_back(copy)

    assert here.insygnia("db", "restored", "--audit", *pages) == 0
    assert said(capsys) == [1, 0, 0, 4, 1]

    assert verdict(here.issuer, kept) is Verdict.VALID
    for award in (revoked, corrected, erased, replaced):
        assert verdict(here.issuer, award) is Verdict.INVALID
        assert here.issuer.read(award).revoked_at is not None
    assert here.insygnia("db", "restored", "--audit", *pages) == 0
    assert said(capsys) == [0, 0, 0, 0, 1]


@pytest.mark.parametrize(
    "content",
    ["", "[]", '{"items": [{}], "next": null}', '{"items": 1}',
     '{"items": [{"action": "award.made", "subject": {}, "facts": []}]}',
     '{"items": [{"action": "award.revoked", "subject": {"id": "1"}, "facts": {}}]}'],
    ids=["empty", "list", "row", "items", "facts", "id"],
)  # fmt: skip
def test_what_is_no_page_of_the_trail_is_refused(
    here: Installation, tmp_path: Path, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    here.issuer.award(here.issuer.template())
    page = tmp_path / "page.json"
    page.write_text(content)

    assert here.insygnia("db", "restored", "--audit", page) == 1

    assert "is not a page of the audit trail" in capsys.readouterr().err
    assert lists_of(here.issuer)[0].closed_at is None


def test_a_file_that_is_not_there_is_one_sentence(
    here: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    assert here.insygnia("db", "restored", "--lists", "nowhere.json") == 64
    assert "nowhere.json cannot be read" in capsys.readouterr().err
