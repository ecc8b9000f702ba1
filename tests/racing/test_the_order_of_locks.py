"""One order of locks: what each deed locks is compared with what was decided."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from uuid import UUID

import pytest
from issuing import Issuer

from .colleagues import COLLEAGUE_DEEDS, new_colleague
from .deeds import DEEDS, new_case
from .locking import Transaction, watched

AN_AWARD = ("organisation", "achievement", "award")
DECIDED: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "award": AN_AWARD,
    "claim": ("achievement", "award"),
    "decline": ("achievement", "award"),
    "open": (),
    "show": ("award",),
    "revoke": AN_AWARD,
    "correct": AN_AWARD,
    "resend": AN_AWARD,
    "erase": AN_AWARD,
    "erase-address": ("organisation", "award"),
    "mail": ("award",),
    "call": (),
    "webhook": ("organisation",),
    "archive": ("achievement",),
    "rotate": ("organisation",),
    "renew": ("organisation",),
    "describe": ("organisation",),
    "expire": (),
})  # fmt: skip
"""By deed, the guards that its last transaction locks."""


def locks_of(issuer: Issuer, deed: Callable[[], object]) -> list[Transaction]:
    """Do something and return the transactions in which anything was locked."""
    with watched(issuer.service.database.engine) as seen:
        deed()
    return [transaction for transaction in seen if transaction.tables]


OF_COLLEAGUES: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "roles": ("organisation", "person"),
    "remove": ("organisation", "person"),
    "erase-member": ("organisation", "person"),
    "erase-person": ("organisation", "person"),
    "accept": ("organisation", "person"),
    "invite": ("organisation",),
    "reset": ("person",),
    "sign-in": ("person",),
})  # fmt: skip
"""The same for what is done to those who work for an organisation."""


@pytest.mark.parametrize("name", DEEDS)
def test_every_deed_locks_in_the_one_order(racing: Issuer, template: UUID, name: str) -> None:
    case = new_case(racing, template)

    transactions = locks_of(racing, lambda: DEEDS[name](case))

    assert [each.faults for each in transactions if each.faults] == []
    assert (transactions[-1].guards if transactions else ()) == DECIDED[name]


@pytest.mark.parametrize("name", COLLEAGUE_DEEDS)
def test_whoever_works_here_is_locked_in_the_one_order(
    racing: Issuer, elsewhere: Issuer, name: str
) -> None:
    case = new_colleague(racing, elsewhere)

    (transaction,) = locks_of(racing, lambda: COLLEAGUE_DEEDS[name](case))

    assert transaction.faults == []
    assert transaction.guards == OF_COLLEAGUES[name]
