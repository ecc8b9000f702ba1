"""Nonsense in arguments and files: an answer or one sentence, never a traceback."""

import json
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keys.strict_json import Json

from .shell import BADGE_PNG, BADGE_SVG, Shell, assert_one_sentence

NONSENSE: list[list[str]] = [
    [],
    ["no-such-command"],
    ["--no-such-option"],
    ["keys"],
    ["keys", "no-such-action"],
    ["keys", "new"],
    ["keys", "new", "--out"],
    ["keys", "new", "--algorithm", "rot13", "--out", "k"],
    ["keys", "show", ""],
    ["keys", "show", "."],
    ["keys", "list", "no-such-folder"],
    ["keys", "export-public", "x", "--format", "pem"],
    ["sign"],
    ["sign", "x", "--key", "y"],
    ["sign", "x", "--key", "y", "--proof", "Ed25519Signature2020"],
    ["sign", "x", "--key", "y", "--proof", "vc-jwt", "--created", "tomorrow"],
    ["sign", "x", "--key", "y", "--proof", "vc-jwt", "--created", "2025-13-01T00:00:00Z"],
    ["sign", "x", "--key", "y", "--proof", "vc-jwt", "--created", "2025-01-01T00:00:00"],
    ["derive"],
    ["bake", "x"],
    ["bake", "x", "y"],
    ["unbake"],
    ["verify"],
    ["verify", "x", "y"],
    ["verify", "x", "--lang", "de"],
    ["verify", "x", "--at", "9999-99-99T00:00:00Z"],
    ["verify", "x", "--at", ""],
    ["verify", "x", "--resource", "https://a.example/"],
    ["verify", "x", "--resource", "=x"],
    ["verify", "x", "--resource", "https://a.example/=no-such-file"],
    ["bench", "--seconds", "soon"],
    ["bench", "--seconds", "nan"],
    ["bench", "--seconds", "-1"],
    ["bench", "--seconds", "inf"],
]


@pytest.mark.parametrize("arguments", NONSENSE, ids=" ".join)
def test_nonsense_is_one_sentence_and_64(insygnia: Shell, arguments: list[str]) -> None:
    run = insygnia(*arguments)
    assert (run.code, run.out) == (64, "")
    assert_one_sentence(run)


FILES: dict[str, bytes] = {
    "zero bytes": bytes(1000),
    "random bytes": bytes(range(256)) * 3,
    "a byte order mark": b"\xef\xbb\xbf{}",
    "UTF-16": "{}".encode("utf-16"),
    "deep arrays": b"[" * 100_000,
    "deep objects": b'{"a":' * 100_000,
    "a member twice": b'{"type": 1, "type": 2}',
    "a lone surrogate": b'{"type": "\\ud800"}',
    "a great number": b'{"type": 1e999}',
    "a long number": b'{"type": ' + b"9" * 10_000 + b"}",
    "NaN": b'{"type": NaN}',
    "types of all kinds": b'{"type": [1, null, {}, [], true]}',
    "a credential that is empty": b'{"type": ["VerifiableCredential", "AchievementCredential"]}',
    "a credential of nonsense": json.dumps({
        "@context": [1, {}, None], "type": ["VerifiableCredential", "AchievementCredential"],
        "issuer": [[]], "credentialSubject": 7, "validFrom": {}, "credentialStatus": [None, 1],
        "proof": [1, None, {}, {"type": 1}], "endorsement": [1, {}, None, "a.b.c"],
        "evidence": {"endorsementJwt": "x"},
    }).encode(),
    "a token of nothing": b"..",
    "a token": b"a.b.c",
    "a token with a strange header": b"eyJhbGciOiJub25lIn0.e30.",
    "an envelope of nothing": b'{"type": "EnvelopedVerifiableCredential", "id": "data:,"}',
    "half a PNG": BADGE_PNG.read_bytes()[:300],
    "a PNG signature": b"\x89PNG\r\n\x1a\n",
    "half an SVG": BADGE_SVG.read_bytes()[:60],
    "an SVG with entities": b'<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg xmlns="http://www.w3.org/2'
                            b'000/svg">&a;</svg>',
    "a JPEG": b"\xff\xd8\xff\xe0",
}  # fmt: skip
COMMANDS = {
    "verify": ("verify", "file"),
    "verify --json": ("verify", "file", "--json"),
    "sign": ("sign", "file", "--key", "issuer.key", "--proof", "eddsa-rdfc-2022"),
    "derive": ("derive", "file"),
    "unbake": ("unbake", "file"),
    "bake it": ("bake", BADGE_PNG, "file", "--out", "out"),
    "bake into it": ("bake", "file", "badge.json", "--out", "out"),
    "keys show": ("keys", "show", "file"),
    "a resource": ("verify", "web.json", "--resource", "did:web:academy.example=file"),
}


CHECKING = {"verify", "verify --json", "a resource"}
CODES = {"bake it": {0, 1}} | {command: {1, 2} for command in CHECKING}
"""Baking asks whether there is a signed badge, not whether it is a good one."""


@pytest.fixture
def among_files(insygnia: Shell) -> Shell:
    """Return the command with a key, a badge, and a badge whose issuer is published."""
    insygnia.document(insygnia.new_key())
    insygnia.badge()
    web = "did:web:academy.example"
    document = insygnia.document(web, name="web.doc")
    proof = ("--key", "issuer.key", "--proof", "eddsa-rdfc-2022", "--out", "web.json")
    assert insygnia("sign", document, *proof, "--verification-method", f"{web}#key").code == 0
    return insygnia


@pytest.mark.parametrize("command", COMMANDS)
def test_no_file_breaks_a_command(among_files: Shell, command: str) -> None:
    for name, data in FILES.items():
        (among_files.folder / "file").write_bytes(data)
        run = among_files(*COMMANDS[command])
        assert run.code in CODES.get(command, {1, 64}), name
        assert (run.err == "") == (run.code == 0 or command in CHECKING), name
        assert all(line.startswith("insygnia: ") for line in run.err.splitlines()), name


TEXTS = st.text(st.characters(exclude_categories=[]), max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
PARTS = ["@context", "id", "type", "issuer", "validFrom", "validUntil", "credentialSubject",
         "credentialStatus", "proof", "endorsement", "evidence", "name"]  # fmt: skip


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(part=st.sampled_from(PARTS), value=VALUES)
def test_no_value_in_a_badge_breaks_the_report(insygnia: Shell, part: str, value: Json) -> None:
    if not (insygnia.folder / "badge.json").exists():
        insygnia.badge()
    text = json.dumps({**insygnia.json("badge.json"), part: value})
    run = insygnia("verify", "-", "--json", stdin=text)
    assert run.code in {1, 2}
    assert run.err == ""
    assert not STEERING.search(run.out)


STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
ESCAPES = "\x1b[31m\x1b]0;title\x07\x9b2J\u202edesrever\r"


def texts_with_escapes(document: Json) -> Json:
    """Return a copy of a document with escapes in every name and every text."""
    if isinstance(document, dict):
        return {name: texts_with_escapes(value) for name, value in document.items()} | {
            f"x{ESCAPES}": ESCAPES
        }
    if isinstance(document, list):
        return [*map(texts_with_escapes, document), ESCAPES]
    return f"{document}{ESCAPES}" if isinstance(document, str) else document


@pytest.mark.parametrize("way", [(), ("--lang", "pl"), ("--json",)], ids=["en", "pl", "json"])
@pytest.mark.parametrize(
    "part", ["@context", "id", "issuer", "validFrom", "validUntil", "credentialSubject", "proof",
             "name", "type"]
)  # fmt: skip
def test_a_badge_cannot_steer_the_terminal(
    insygnia: Shell, part: str, way: tuple[str, ...]
) -> None:
    def spoil(document: dict[str, Any]) -> None:
        document[part] = texts_with_escapes(document[part])

    altered = insygnia.altered(insygnia.badge(), spoil)
    run = insygnia("verify", altered, *way)
    assert run.code in {1, 2}
    assert not STEERING.search(run.out)


def test_a_document_cannot_steer_the_terminal(insygnia: Shell) -> None:
    def spoil(document: dict[str, Any]) -> None:
        document[f"x{ESCAPES}"] = ESCAPES
        document["type"].append(ESCAPES)
        document["credentialSubject"] = texts_with_escapes(document["credentialSubject"])

    document = insygnia.document(insygnia.new_key(), spoil)
    run = insygnia("sign", document, "--key", "issuer.key", "--proof", "eddsa-rdfc-2022")
    assert run.code == 1
    assert not STEERING.search(run.err)


def test_neither_recipient_nor_resource_can_steer_the_terminal(insygnia: Shell) -> None:
    badge = insygnia.badge()
    assert not STEERING.search(insygnia("verify", badge, "--recipient", ESCAPES).out)
    assert not STEERING.search(insygnia("verify", ESCAPES).err)
