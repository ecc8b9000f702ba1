"""`insygnia verify --bundle` and `--trust`: the proof is kept, and checked again years later."""

import io
import zipfile
from collections.abc import Iterator

import pytest

from .shell import Shell, assert_one_sentence
from .web import School, manifest_in, school_of

YEARS_LATER = ("--at", "2029-01-01T00:00:00Z")


@pytest.fixture
def school(insygnia: Shell) -> Iterator[School]:
    with school_of(insygnia) as school:
        yield school


def kept(insygnia: Shell, badge: str, *options: str) -> dict[str, bytes]:
    """Verify `badge`, keep the proof in proof.zip, and return what is in that."""
    assert insygnia("verify", badge, "--bundle", "proof.zip", *options).code == 0
    with zipfile.ZipFile(io.BytesIO(insygnia.bytes("proof.zip"))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_signed_bundle_is_valid_without_a_network_for_those_who_trust_the_key(
    insygnia: Shell, school: School
) -> None:
    me = insygnia.new_key("me.key")
    kept(insygnia, school.badge(), "--key", "me.key")
    before = school.server.connections
    run = insygnia("verify", "proof.zip", "--trust", me, "--json", *YEARS_LATER)
    assert (run.code, run.report["verdict"]) == (0, "valid")
    assert run.report["bundle"]["collector"] == me
    words = insygnia("verify", "proof.zip", "--trust", me, "--lang", "pl").out
    assert words.startswith(f"WAŻNA według kopii zebranych przez {me}, stan na 20")
    assert school.server.connections == before


def test_what_was_revoked_later_is_not_seen_and_the_words_say_as_of_when(
    insygnia: Shell, school: School
) -> None:
    me = insygnia.new_key("me.key")
    badge = school.badge()
    entries = kept(insygnia, badge, "--key", "me.key")
    school.publish_list(7)
    assert insygnia("verify", badge).code == 1
    run = insygnia("verify", "proof.zip", "--trust", me)
    assert run.code == 0
    assert f"as of {manifest_in(entries)['collected_at']}" in run.out
    assert "What happened since, such as a revocation, is not seen." in run.out


@pytest.mark.parametrize("signed", [(), ("--key", "me.key")], ids=["unsigned", "signed"])
def test_without_trust_key_and_status_could_not_be_checked(
    insygnia: Shell, school: School, signed: tuple[str, ...]
) -> None:
    insygnia.new_key("me.key")
    stranger = insygnia.new_key("stranger.key")
    kept(insygnia, school.badge(), *signed)
    before = school.server.connections
    for trust in ((), ("--trust", stranger)):
        run = insygnia("verify", "proof.zip", "--json", *trust)
        assert (run.code, run.report["genuine"]) == (2, "unknown")
        assert run.check("status")["code"] == "status-unreachable"
    assert school.server.connections == before


def test_a_resource_that_the_user_names_counts_also_for_an_unsigned_bundle(
    insygnia: Shell, school: School
) -> None:
    entries = kept(insygnia, school.badge())
    (insygnia.folder / "did.json").write_bytes(entries["resources/1"])
    given = ("--resource", f"{school.did}=did.json", "--resource", f"{school.url}/status=list.json")
    assert insygnia("verify", "proof.zip", *given).code == 0


def test_a_badge_by_a_did_key_is_genuine_in_anybodys_bundle(insygnia: Shell) -> None:
    entries = kept(insygnia, insygnia.badge(), "--offline")
    assert set(entries) == {"manifest.json", "badge.json", "report.json"}
    run = insygnia("verify", "proof.zip", "--json")
    assert (run.code, run.report["genuine"]) == (0, "yes")
    assert run.report["bundle"]["trusted"] is False


def test_a_badge_from_an_address_is_kept_itself(insygnia: Shell, school: School) -> None:
    school.pages["/badge"] = insygnia.bytes(school.badge())
    entries = kept(insygnia, f"{school.url}/badge")
    assert entries["badge.json"] == school.pages["/badge"]
    artifact = manifest_in(entries)["artifact"]
    assert (artifact["url"], artifact["source"]) == (f"{school.url}/badge", "fetched")


def test_a_web_page_that_leads_to_a_badge_is_kept_with_it(insygnia: Shell, school: School) -> None:
    me = insygnia.new_key("me.key")
    school.pages["/badge.json"] = insygnia.bytes(school.badge())
    link = b'<link rel="alternate" type="application/vc" href="/badge.json">'
    school.pages["/page"] = b"<!doctype html><html><head>" + link + b"</head></html>"
    kept(insygnia, f"{school.url}/page", "--key", "me.key")
    assert insygnia("verify", "proof.zip", "--trust", me).code == 0


def keys_of(insygnia: Shell) -> Iterator[str]:
    """Yield every form of the key in me.key, each as `--trust` takes it."""
    yield "me.key"
    for form in ("multikey", "jwk", "did-document"):
        shown = insygnia("keys", "export-public", "me.key", "--format", form).out
        (insygnia.folder / form).write_text(shown)
        yield form
    yield insygnia("keys", "export-public", "me.key").out.strip()
    jwk = (insygnia.folder / "jwk").read_text()
    (insygnia.folder / "jwks").write_text(f'{{"keys": [{jwk}]}}')
    yield "jwks"


def test_a_key_may_be_trusted_in_every_form_in_which_it_is_printed(
    insygnia: Shell, school: School
) -> None:
    me = insygnia.new_key("me.key")
    kept(insygnia, school.badge(), "--key", "me.key")
    for form in (me, *keys_of(insygnia)):
        assert insygnia("verify", "proof.zip", "--trust", form).code == 0, form


@pytest.mark.parametrize(
    "text", ["did:web:a.example", "did:key:zNo", "zNo", "none.pem", "badge.json"]
)
def test_what_holds_no_key_cannot_be_trusted(insygnia: Shell, text: str) -> None:
    badge = insygnia.badge()
    run = insygnia("verify", badge, "--trust", text)
    assert run.code == 64
    assert_one_sentence(run)


def test_a_bundle_is_not_written_over_what_it_is_made_of(insygnia: Shell) -> None:
    badge, _ = insygnia.badge(), insygnia.new_key("me.key")
    before = insygnia.bytes(badge), insygnia.bytes("me.key")
    for out in (badge, "me.key"):
        run = insygnia("verify", badge, "--offline", "--bundle", out, "--key", "me.key")
        assert run.code == 64
        assert_one_sentence(run)
    assert (insygnia.bytes(badge), insygnia.bytes("me.key")) == before


def test_options_that_do_not_go_together_are_refused(insygnia: Shell) -> None:
    badge = insygnia.badge()
    insygnia("verify", badge, "--offline", "--bundle", "proof.zip")
    with (insygnia.folder / "huge").open("wb") as file:
        file.truncate(20_000_000)
    for arguments in (
        (badge, "--key", "badge.json.key"),
        (badge, "--bundle", "-"),
        ("proof.zip", "--bundle", "again.zip"),
        ("huge", "--bundle", "again.zip"),
    ):
        run = insygnia("verify", *arguments, "--offline")
        assert run.code == 64, arguments
        assert_one_sentence(run)
    assert "again.zip" not in insygnia.names()


def test_an_altered_bundle_is_told_in_both_languages(insygnia: Shell) -> None:
    entries = kept(insygnia, insygnia.badge(), "--offline")
    with zipfile.ZipFile(insygnia.folder / "proof.zip", "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content + b" ")
    assert "not as it was collected" in insygnia("verify", "proof.zip").out
    run = insygnia("verify", "proof.zip", "--lang", "pl")
    assert (run.code, "nie jest taka, jak ją zebrano" in run.out) == (1, True)
