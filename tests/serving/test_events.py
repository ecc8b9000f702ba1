"""Events tell what happened, and neither who nor with which key."""

import logging

import pytest
import structlog
from log_lines import written_log

TOKEN = "Zm9v_bW9yZSByYW5kb20gYnl0ZXMgdGhhbiBpdCBsb29rcw"


@pytest.mark.parametrize(
    "text",
    [
        "ada@example.org",
        "Ada <ada@example.org> could not be reached",
        "zażółć@gęślą.example",
        f"GET /claim/{TOKEN}",
        f"https://badges.example/sign-in/{TOKEN}?lang=pl",
        f"insygnia_abcdefghijkl_{TOKEN}",
        "Authorization: Bearer hunter2",
        "authorization: basic aHVudGVyMg",
        "postgresql://insygnia:hunter2@db.example/insygnia",
        "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmVk",
    ],
)
def test_secrets_in_a_text_are_taken_out(text: str) -> None:
    with written_log() as log:
        structlog.get_logger().info("happened", note=text, more={"inner": [text]})
        logging.getLogger("some.library").warning("it was %s", text)
    for secret in ("ada@", "gęślą", TOKEN, "hunter2", "aHVudGVyMg", "eyJ"):
        assert secret not in log.text
    assert log.text.count("…") >= 3


@pytest.mark.parametrize("name", ["password", "Authorization", "token", "recipient", "last_name"])
def test_fields_that_hold_secrets_are_taken_out(name: str) -> None:
    with written_log() as log:
        structlog.get_logger().info("happened", **{name: "short"}, more={name: 7, "list": "ok"})
    assert "short" not in log.text
    (event,) = log.events("happened")
    assert event["more"] == {name: 7, "list": "ok"}


def test_ids_and_numbers_stay() -> None:
    facts = {
        "award": "7f0e0d3e-9ab1-4a3a-a1b4-7fb8b9a1b0aa",
        "key_id": "abcdefghijkl",
        "count": 3,
        "ms": 1.5,
        "route": "/claim/{token}",
        "found": None,
    }
    with written_log() as log:
        structlog.get_logger().info("happened", **facts)
    (event,) = log.events("happened")
    assert facts.items() <= event.items()
    assert event["level"] == "info"
    assert event["timestamp"].endswith("Z")


def fail() -> None:
    raise ValueError("Ada Lovelace was here")


def test_of_an_exception_only_kind_and_place_are_told() -> None:
    with written_log() as log:
        try:
            fail()
        except ValueError:
            structlog.get_logger().error("failed", exc_info=True)
            logging.getLogger("some.library").exception("failed as well")
    assert "Lovelace" not in log.text
    for name in ("failed", "failed as well"):
        (event,) = log.events(name)
        assert event["error"] == "ValueError"
        assert [place.partition(":")[0] for place in event["at"]] == [
            "test_of_an_exception_only_kind_and_place_are_told",
            "fail",
        ]


def test_what_is_below_the_level_is_not_written() -> None:
    with written_log("WARNING") as log:
        structlog.get_logger().info("quiet")
        logging.getLogger("some.library").info("quiet")
        structlog.get_logger().warning("loud")
        logging.getLogger("some.library").error("loud as well")
    assert [line for line in log.text.splitlines() if "quiet" in line] == []
    assert log.events("loud")
    assert log.events("loud as well")


def test_libraries_only_warn() -> None:
    with written_log("DEBUG") as log:
        logging.getLogger("some.library").info("GET https://badges.example/awards?q=Kowalski")
    assert log.text == ""
