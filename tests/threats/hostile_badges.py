"""Badges whose every text would run a script wherever it was taken for anything but text."""

import base64
from urllib.parse import quote

from verifying.documents import badge, endorsement
from verifying.people import ISSUER
from verifying.securing import sign_unchecked

from keys.strict_json import Json

_DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" onload="__ran(90)"><script>__ran(91)</script>
<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="javascript:__ran(92)"/>
</foreignObject><image href="https://evil.example/x.png"/></svg>"""
PICTURES = (
    f"data:image/svg+xml;base64,{base64.b64encode(_DRAWING.encode()).decode()}",
    f"data:image/svg+xml,{quote(_DRAWING)}",
    "data:text/html,<script>__ran(93)</script>",
    "javascript:__ran(94)",
    'https://evil.example/x.png" onerror="__ran(95)',
    "//evil.example/x.svg",
)


SIGNABLE = (PICTURES[0], PICTURES[1], PICTURES[3])
"""Those that are an address by their letters: nothing else can be signed."""


def hostile_badge(text: str, picture: str) -> dict[str, Json]:
    """Return a badge that says `text` everywhere, and whose picture is `picture`; nobody signed."""
    document = badge(ISSUER.issuer)
    subject = document["credentialSubject"]
    return {
        **document,
        "name": text,
        "issuer": {**document["issuer"], "name": text, "url": text, "image": picture},
        "validUntil": text,
        "awardedDate": text,
        "credentialSubject": {
            **subject,
            "narrative": text,
            "identifier": [_person(text)],
            "achievement": _achievement(subject["achievement"], text, picture),
        },
        "credentialStatus": {"id": text, "type": text},
        "endorsement": [{**endorsement(), "name": text, "issuer": {"id": text, "name": text}}],
        text: text,
    }


def _person(text: str) -> dict[str, Json]:
    return {
        "type": "IdentityObject",
        "hashed": False,
        "identityType": "name",
        "identityHash": text,
    }


def _achievement(usual: Json, text: str, picture: str) -> dict[str, Json]:
    return {
        **usual,
        "name": text,
        "description": text,
        "criteria": {"id": text, "narrative": f"{text}\n\n[x]({text})\n\n![x]({text})\n\n<{text}>"},
        "image": {"id": picture, "type": "Image", "caption": text},
        "inLanguage": text,
        "achievementType": text,
    }


def signed_hostile_badge(text: str, picture: str) -> Json:
    """Return a badge that says `text` wherever a genuine one may, with a picture, and is signed."""
    document, hostile = badge(ISSUER.issuer), hostile_badge(text, picture)
    subject, said = document["credentialSubject"], hostile["credentialSubject"]
    achievement = {
        **subject["achievement"],
        "name": text,
        "description": text,
        "criteria": {"narrative": text},
        "image": said["achievement"]["image"],
    }
    return sign_unchecked(
        {
            **document,
            "name": text,
            "issuer": {**document["issuer"], "name": text},
            "credentialSubject": {
                **subject,
                "narrative": text,
                "identifier": said["identifier"],
                "achievement": achievement,
            },
        }
    )
