"""Many who want reports at once, and an erasure among them."""

from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from issuing import Issuer
from sqlalchemy import select
from starlette.testclient import TestClient

from issuer.db.engine import Database
from issuer.erasure import erase_award
from issuer.models import Award
from issuer.rates import PUBLIC_VERIFICATION
from issuer.verification_reports.printed import Turns
from issuer.verifying_errors import VerifierBusyError

from .test_keeping_a_report import KEEP, addresses, rows, shown


@pytest.fixture
def field(client: TestClient, platform: Issuer, badge: str) -> dict[str, str]:
    """Return the hidden field of the page of a report on a badge."""
    return shown(client, platform, badge)


def test_rule_34_a_report_is_not_kept_past_an_erasure_that_is_under_way(
    client: TestClient, platform: Issuer, field: dict[str, str], database: Database
) -> None:
    with ThreadPoolExecutor(1) as pool:
        with platform.writing() as session:
            award = session.scalars(select(Award)).one()
            erase_award(
                session, platform.caller, platform.service, award.id, revoke=False, now=platform.now
            )
            keeping = pool.submit(client.post, KEEP, data=field)
            wait([keeping], timeout=1)
        keeping.result()

    assert rows(database) == 0


def test_few_wait_for_a_print_and_the_rest_is_sent_away() -> None:
    turns = Turns(working=1, waiting=0)
    with turns.turn(), pytest.raises(VerifierBusyError), turns.turn():
        raise AssertionError("two at once")
    with turns.turn():
        pass


def test_one_machine_prints_a_kept_report_ten_times_a_second(
    client: TestClient, field: dict[str, str]
) -> None:
    address, _ = addresses(client, field)
    # The badge itself was verified within this second as well.
    codes = [client.get(f"{address}.pdf").status_code for _ in range(PUBLIC_VERIFICATION.count)]

    assert codes == [200] * (PUBLIC_VERIFICATION.count - 1) + [429]
    assert client.get(address).status_code == 200
