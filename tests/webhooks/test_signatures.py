"""Signatures are those of Standard Webhooks."""

import base64
from datetime import UTC, datetime

from issuer.webhook_signatures import signed_headers, written_secret

# The example that the libraries of Standard Webhooks are tested with.
SECRET = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
CALL = "msg_p5jXN8AQM9LWM0D4loKWxJek"
BODY = b'{"test": 2432232314}'
WHEN = datetime.fromtimestamp(1614265330, UTC)


def test_the_published_example_is_signed_as_published() -> None:
    headers = signed_headers(CALL, BODY, [base64.b64decode(SECRET)], now=WHEN)

    assert headers == {
        "webhook-id": CALL,
        "webhook-timestamp": "1614265330",
        "webhook-signature": SIGNATURE,
    }


def test_each_secret_signs() -> None:
    headers = signed_headers(CALL, BODY, [b"another", base64.b64decode(SECRET)], now=WHEN)

    first, second = headers["webhook-signature"].split(" ")
    assert first.startswith("v1,")
    assert (first == SIGNATURE, second) == (False, SIGNATURE)


def test_a_secret_is_written_as_receivers_take_it() -> None:
    assert written_secret(base64.b64decode(SECRET)) == f"whsec_{SECRET}"
