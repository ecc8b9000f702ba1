"""What is said only of results on badges of Open Badges 2.0: their kinds, and their codes."""

from collections.abc import Iterable, Mapping

from verifier.explanations.kinds import KINDS, Kind, Whose

_OB2 = "Open Badges 2.0"
_BAKING = "Open Badges Baking 1.0"
_HOSTED = f"{_OB2}, VerificationObject (HostedBadge)"
_SCOPE = f"{_OB2}, VerificationObject (startsWith, allowedOrigins)"
_ADDITIONAL = f"{_OB2}, Additional Properties"

_CONFIRM = KINDS["changed"].advice
_TELL = KINDS["breaks-standard"].advice

OPEN_BADGES_2_KINDS: Mapping[str, Kind] = {
    "unlike-published": Kind(
        Whose.UNKNOWN,
        (
            "A badge without a signature is genuine because its issuer publishes it on its own "
            "site. What you have says something else: it was changed, or the issuer has changed "
            "it since.",
            "Odznaka bez podpisu jest autentyczna dlatego, że wydawca publikuje ją we własnej "
            "witrynie. To, co masz, mówi co innego: zmieniono je albo wydawca zmienił odznakę "
            "później.",
        ),
        _CONFIRM,
    ),
    "elsewhere": Kind(
        Whose.UNKNOWN,
        (
            "Anybody can write the name of an issuer into a badge on a site of their own. The "
            "issuer says where its badges stand, and this one does not stand there.",
            "Każdy może wpisać nazwę wydawcy do odznaki we własnej witrynie. Wydawca podaje, "
            "gdzie znajdują się jego odznaki, a tej tam nie ma.",
        ),
        _CONFIRM,
    ),
    "not-there": Kind(
        Whose.ISSUER,
        (
            "A badge without a signature can only be compared with what its issuer publishes, and "
            "at the address of this one there is nothing to compare it with.",
            "Odznakę bez podpisu można tylko porównać z tym, co publikuje jej wydawca, a pod "
            "adresem tej odznaki nie ma jej z czym porównać.",
        ),
        _CONFIRM,
    ),
    "site-unfit": Kind(
        Whose.ISSUER,
        (
            "What the issuer publishes about itself and its badges cannot be used to tell whose "
            "the badge is.",
            "Na podstawie tego, co wydawca publikuje o sobie i swoich odznakach, nie da się "
            "ustalić, czyja to odznaka.",
        ),
        _TELL,
    ),
}


def _all(kind: str, clause: str, codes: str) -> Iterable[tuple[str, tuple[str, str]]]:
    return ((code, (kind, clause)) for code in codes.split())


OPEN_BADGES_2_TABLE: Mapping[str, tuple[str, str]] = dict(
    (
        *_all("fine", f"{_OB2}, Assertion", "recognised-ob2-hosted recognised-ob2-signed"),
        *_all("unknown-here", f"{_OB2}, Assertion", "open-badges-1"),
        *_all("malformed", _BAKING, "picture-of-two-badges"),
        *_all("fine", f"{_OB2}, Data Classes", "ob2-vocabulary-kept"),
        *_all("follows", f"{_OB2}, Data Classes", "ob2-vocabulary-partly"),
        *_all("breaks-standard", f"{_OB2}, Data Classes", "ob2-vocabulary-broken"),
        *_all("fine", _ADDITIONAL, "ob2-read-as-json"),
        *_all("malformed", _ADDITIONAL, "ob2-names-disguised"),
        *_all("fine", _HOSTED, "hosted-as-given"),
        *_all("unlike-published", _HOSTED, "hosted-differs"),
        *_all("out-of-reach", _HOSTED, "hosted-unreachable hosted-status-unknown"),
        *_all("not-there", _HOSTED, "hosted-gone hosted-unusable hosted-without-address"),
        *_all("follows", _SCOPE, "hosted-out-of-scope hosted-scope-unknown"),
        *_all("limit", "Limit of this software", "keys-too-many"),
        *_all("fine", _SCOPE, "ob2-in-scope"),
        *_all("elsewhere", _SCOPE, "ob2-out-of-scope"),
        *_all("unknown-here", _SCOPE, "ob2-scope-unknown"),
        *_all("out-of-reach", f"{_OB2}, Profile", "ob2-issuer-unreachable"),
        *_all("site-unfit", f"{_OB2}, Profile", "ob2-issuer-unusable"),
        *_all("out-of-reach", f"{_OB2}, BadgeClass", "ob2-badge-class-unreachable"),
        *_all(
            "site-unfit",
            f"{_OB2}, BadgeClass",
            "ob2-badge-class-unusable ob2-badge-class-of-other ob2-badge-class-elsewhere",
        ),
        *_all("irrevocable", f"{_OB2}, RevocationList", "revocation-list-none"),
        *_all("said-by-others", f"{_OB2}, Endorsement", "ob2-endorsements-not-checked"),
    )
)
