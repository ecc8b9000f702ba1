"""Rule 34: what an award said about somebody before it was corrected goes from reports too."""

from issuing import Issuer
from starlette.testclient import TestClient

from issuer.award_changes import correct_award
from issuer.award_rules import NewAward
from issuer.db.engine import Database
from issuer.erasure import erase_recipient

from .test_keeping_a_report import KEEP, rows, shown


def test_rule_34_what_stood_before_a_correction_cannot_be_kept_once_it_is_erased(
    client: TestClient, platform: Issuer, database: Database
) -> None:
    """The award itself stays: it is somebody else's now."""
    award = platform.award(platform.template())
    before = shown(client, platform, platform.forms(award)["json"])
    with platform.writing() as session:
        to = NewAward("Anna", "Nowak", "anna@example.org")
        correct_award(
            session, platform.caller, platform.service, award.id, to, "Inna", now=platform.now
        )
    after = shown(client, platform, platform.forms(award)["json"])
    assert client.post(KEEP, data=before).status_code == 200
    with platform.writing() as session:
        erase_recipient(
            session, platform.caller, platform.service, "Jan@example.org", revoke=False,
            now=platform.now,
        )  # fmt: skip
    assert rows(database) == 0

    assert [client.post(KEEP, data=field).status_code for field in (before, after)] == [422, 200]
    assert rows(database) == 1
