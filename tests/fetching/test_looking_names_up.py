"""Name servers may be slow or wrong; nobody waits for them longer than allowed."""

from collections.abc import Sequence
from threading import Event

import pytest

from verifier.fetching.names import Lookups, system_addresses


def test_this_machine_knows_itself() -> None:
    assert set(system_addresses("localhost")) & {"127.0.0.1", "::1"}


def test_the_addresses_come_back() -> None:
    assert Lookups(lambda host: [host, "8.8.8.8"])("a.example", 5) == ["a.example", "8.8.8.8"]


@pytest.mark.parametrize("error", [OSError("no such name"), UnicodeError("label too long")])
def test_a_name_that_cannot_be_looked_up_is_an_error_of_the_system(error: Exception) -> None:
    def addresses(_: str) -> Sequence[str]:
        raise error

    with pytest.raises(OSError, match=r"no such name|label too long"):
        Lookups(addresses)("a.example", 5)


def test_lookups_without_an_answer_do_not_pile_up() -> None:
    go_on, started = Event(), []

    def addresses(host: str) -> Sequence[str]:
        started.append(host)
        go_on.wait(10)
        return [host]

    lookups = Lookups(addresses, most=2)
    for host in ("a", "b", "c"):
        with pytest.raises(TimeoutError):
            lookups(host, 0.05)
    assert started == ["a", "b"]
    go_on.set()
    assert lookups("d", 5) == ["d"]
