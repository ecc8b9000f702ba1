"""openvc-core and openbadgeslib beyond the table: altered copies, and why they say no."""

from collections.abc import Callable

import pytest
from openvc.errors import OpenvcError
from openvc.proof.errors import SignatureInvalid
from openvc.verify import UnknownCredentialFormat

from keys.errors import InvalidSignatureError
from keys.strict_json import Json
from signing.ecdsa_sd_2023 import derive
from signing.errors import JwtError
from signing.proofs import proofs_of

from . import elsewhere, tokens
from .alterations import ALTERATIONS, OF_DOCUMENTS, Alteration, nudges, put
from .columns import MANDATORY, OBJECT, disclosure, selectable, single, without_geo
from .elsewhere import THEIR_REFUSALS
from .forms import EMBEDDED, JWTS, SELECTIVE, Form
from .ours import CANONICALISER, accept, accept_jwt, secured
from .peer import Peer, PeerRefusalError
from .verdicts import agrees

# Those that openvc-core knows; “another place” needs a place, which it cannot read.
KNOWN = [EMBEDDED[i] for i in (0, 1, 3, 4, 5)]
JCS = [form for form in EMBEDDED if "jcs" in form.kind]
OTHER_NAME = ["VerifiableCredential", "AchievementCredential"]
TO_OPENVC = {name: change for name, change in ALTERATIONS.items() if name != "another place"}


def passes(question: Callable[[Json], None], credential: Json) -> bool:
    return agrees(lambda: question(credential))


def for_openvc(form: Form) -> Json:
    return single(secured(without_geo(form.unsigned), form.kind, form.owner))


@pytest.mark.parametrize("form", KNOWN, ids=lambda form: form.name)
def test_no_altered_copy_passes_openvc(form: Form) -> None:
    ours = for_openvc(form)
    assert passes(elsewhere.openvc_accepts, ours)
    changed = {name: change(ours) for name, change in TO_OPENVC.items()}
    passed = [name for name, copy in changed.items() if passes(elsewhere.openvc_accepts, copy)]
    assert passed == []


@pytest.mark.parametrize("form", [KNOWN[0], KNOWN[2]], ids=lambda form: form.name)
def test_no_byte_can_be_changed_for_openvc(form: Form) -> None:
    copies = nudges(for_openvc(form), every=3)
    assert [path for path, copy in copies if passes(elsewhere.openvc_accepts, copy)] == []


def test_no_altered_copy_passes_openbadgeslib() -> None:
    ours = OBJECT.by_us
    assert passes(elsewhere.openbadgeslib_accepts, ours)
    changed = {name: change(ours) for name, change in ALTERATIONS.items()}
    ask = elsewhere.openbadgeslib_accepts
    assert [name for name, copy in changed.items() if passes(ask, copy)] == []


def test_no_byte_can_be_changed_for_openbadgeslib() -> None:
    copies = nudges(OBJECT.by_us, every=3)
    ask = elsewhere.openbadgeslib_accepts
    assert [path for path, copy in copies if passes(ask, copy)] == []


@pytest.mark.parametrize("alteration", OF_DOCUMENTS.values(), ids=OF_DOCUMENTS)
@pytest.mark.parametrize("form", JWTS, ids=lambda form: form.name)
def test_an_altered_token_does_not_pass_openbadgeslib(form: Form, alteration: Alteration) -> None:
    altered = tokens.with_payload(form.by_us, alteration(tokens.payload(form)))
    with pytest.raises(THEIR_REFUSALS):
        elsewhere.openbadgeslib_accepts_jwt(altered, form.owner)


def test_openvc_wants_one_proof_as_an_object() -> None:
    with pytest.raises(UnknownCredentialFormat, match="no `proof`"):
        elsewhere.openvc_accepts(secured(without_geo(OBJECT.unsigned), OBJECT.kind, OBJECT.owner))


@pytest.mark.parametrize(
    ("alteration", "place"),
    [
        (put("name", value="TIG"), "/issuer/address/geo/type"),
        (
            lambda sample: put("type", 1, value="AchievementCredential")(without_geo(sample)),
            "/type",
        ),
    ],
    ids=["geo", "AchievementCredential"],
)
def test_openvc_refuses_what_json_ld_would_write_otherwise(
    alteration: Alteration, place: str
) -> None:
    ours = secured(alteration(OBJECT.unsigned), OBJECT.kind, OBJECT.owner)
    with pytest.raises(OpenvcError, match=f"not in compacted form .*{place}"):
        elsewhere.openvc_accepts(single(ours))
    elsewhere.openbadgeslib_accepts(ours)


@pytest.mark.parametrize("form", JCS, ids=lambda form: form.name)
def test_openvc_leaves_the_context_out_of_its_jcs_proofs(peer: Peer, form: Form) -> None:
    theirs = elsewhere.openvc_secures(form.unsigned, form.kind, form.owner)
    with pytest.raises(InvalidSignatureError):
        accept(theirs)
    with pytest.raises(PeerRefusalError, match="Invalid signature"):
        peer.verify(theirs, form.kind)
    completed = put("proof", "@context", value=theirs["@context"])(theirs)
    accept(completed)
    peer.verify(completed, form.kind)


def test_openvc_names_blank_nodes_by_sha_256_whatever_the_curve(peer: Peer) -> None:
    form = EMBEDDED[2]
    theirs = elsewhere.openvc_secures(without_geo(form.unsigned), form.kind, form.owner)
    elsewhere.openvc_accepts(theirs)
    with pytest.raises(PeerRefusalError, match="Invalid signature"):
        peer.verify(theirs, form.kind)
    with pytest.raises(SignatureInvalid):
        elsewhere.openvc_accepts(for_openvc(form))


@pytest.mark.parametrize("form", JWTS[:3], ids=lambda form: form.name)
def test_a_token_of_openvc_is_good_if_it_was_signed_when_it_became_valid(
    form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(JwtError, match="nbf"):
        accept_jwt(elsewhere.openvc_signs_jwt(form.unsigned, form.owner), form.owner.key.public_key)
    monkeypatch.setattr("openvc.proof.vc_jwt.time.time", lambda: tokens.payload(form)["nbf"])
    theirs = elsewhere.openvc_signs_jwt(form.unsigned, form.owner)
    assert accept_jwt(theirs, form.owner.key.public_key) == form.unsigned


def test_what_we_derive_from_the_base_proof_of_openvc_is_good_to_all(peer: Peer) -> None:
    document = selectable(SELECTIVE.unsigned)
    base = elsewhere.openvc_secures_selectively(document, MANDATORY[:-1], SELECTIVE.owner)
    accept(base)
    derived = derive(base, proofs_of(base)[0], ["/credentialSubject/achievement"], CANONICALISER)
    accept(derived)
    peer.verify(derived, SELECTIVE.kind)
    elsewhere.openvc_accepts(derived)


def test_no_byte_of_a_disclosure_can_be_changed_for_openvc() -> None:
    ours = disclosure(without_geo(SELECTIVE.unsigned))
    assert passes(elsewhere.openvc_accepts, ours)
    copies = nudges(ours, every=5)
    assert [path for path, copy in copies if passes(elsewhere.openvc_accepts, copy)] == []


def test_openvc_knows_no_place_in_a_list() -> None:
    document = selectable(SELECTIVE.unsigned)
    base = single(secured(document, SELECTIVE.kind, SELECTIVE.owner))
    with pytest.raises(OpenvcError, match="array-index JSON pointers are not yet supported"):
        elsewhere.openvc_derives(base, ["/credentialSubject/achievement/tag/1"])


def test_openbadgeslib_wants_the_status_in_every_disclosure() -> None:
    with pytest.raises(THEIR_REFUSALS, match="omitted credentialStatus"):
        elsewhere.openbadgeslib_accepts(disclosure(without_geo(SELECTIVE.unsigned)))


def test_openvc_cannot_select_from_a_document_with_an_ordered_list() -> None:
    document = without_geo(SELECTIVE.unsigned)
    with pytest.raises(OpenvcError, match="Could not expand"):
        elsewhere.openvc_secures_selectively(document, MANDATORY[:-1], SELECTIVE.owner)
    with pytest.raises(OpenvcError, match="Could not expand"):
        elsewhere.openvc_derives(single(secured(document, SELECTIVE.kind, SELECTIVE.owner)), [])
