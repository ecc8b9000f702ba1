"""The digest in a signed report is that of the file, wherever it came from."""

import hashlib

from issuer.verification_reports.shown import digest_of


def test_the_digest_is_that_of_the_badge_and_not_of_a_page_that_leads_to_it() -> None:
    page, badge, keys = ({"sha256": sign * 64} for sign in "abc")
    resources = [page, badge, keys]
    digests = {
        container: digest_of({"container": container, "resources": resources}, b"")[:1]
        for container in ("url > json", "url > url > json", "url > url > url > png > json")
    }
    assert digests == {
        "url > json": "a", "url > url > json": "b", "url > url > url > png > json": "c",
    }  # fmt: skip
    photograph = {"container": "jpeg > qr > url > json", "resources": resources}
    several = {"container": "url > url > array", "reports": [{"resources": resources}]}
    nothing = {"container": None, "resources": [page]}
    assert (
        digest_of(photograph, b"x") == digest_of(nothing, b"x") == hashlib.sha256(b"x").hexdigest()
    )
    assert digest_of(several, b"x") == "b" * 64
