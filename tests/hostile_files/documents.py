"""Badges in JSON that are as much work as a mebibyte can be."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import count, islice

from verifying.securing import well

from keys.strict_json import Json

MEBIBYTE = 1_048_576
LONG = MEBIBYTE - 20_000
"""Bytes beside the badge around them."""
_ACHIEVED = ("credentialSubject", "achievement")
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
"""Made once: `json.dumps` makes another for each of a million small items."""


@cache
def signed() -> Mapping[str, Json]:
    """Return a badge with its proof, to be made worse: what is added makes the proof wrong."""
    made: Mapping[str, Json] = well()()
    return made


def written(document: Json) -> bytes:
    return _ENCODER.encode(document).encode()


def with_members(**members: Json) -> bytes:
    """Return the badge with more members at its root."""
    return written({**signed(), **members})


def with_achieved(**members: Json) -> bytes:
    """Return the badge with more members in its achievement."""
    subject = signed()["credentialSubject"]
    achievement = {**subject["achievement"], **members}
    return with_members(credentialSubject={**subject, "achievement": achievement})


def filled(make: Iterator[Json], size: int = LONG) -> list[Json]:
    """Return so many items that they take `size` bytes of JSON."""
    items: list[Json] = []
    left = size
    for item in make:
        left -= len(written(item)) + 1
        if left < 0:
            return items
        items.append(item)
    return items


def few(make: Iterator[Json]) -> list[Json]:
    """Return so few items that a badge with them makes nearly 2 000 statements."""
    return list(islice(make, 1_900))


def alignments(name: str = "x") -> Iterator[Json]:
    for n in count():
        yield {
            "type": ["Alignment"],
            "targetName": f"{name}{n}",
            "targetUrl": f"https://a.example/{n}",
        }


def nested(depth: int, leaf: Json) -> Json:
    """Return profiles inside each other: `parentOrg` may be nested without end."""
    for level in range(depth):
        leaf = {"id": f"https://a.example/o/{level}", "type": ["Profile"], "parentOrg": leaf}
    return leaf


def _members() -> Iterator[tuple[str, bytes]]:
    keys = filled(f"k{n:06}" for n in count())
    yield "members nobody knows", with_members(**dict.fromkeys(keys[: LONG // 13], 1))
    yield (
        "members nobody knows, far inside",
        with_achieved(**dict.fromkeys(keys[: LONG // 13], "x")),
    )
    yield "keywords", with_members(**{f"@{n}": 1 for n in range(LONG // 12)})
    yield "full IRIs as members", with_members(**{f"a:{n}": "x" for n in range(LONG // 14)})
    yield "members with / and ~", with_members(**{"/~" * 40 + str(n): 1 for n in range(LONG // 92)})
    yield "nulls", with_members(evidence=[None] * (LONG // 5))
    yield "no badge at all", written(dict.fromkeys(keys, 1))[:MEBIBYTE]
    yield "types", with_members(type=[*signed()["type"], *filled(f"T{n}" for n in count())])
    yield (
        "types that are IRIs",
        with_members(type=[*signed()["type"], *filled(f"urn:t:{n}" for n in count())]),
    )


def _lists() -> Iterator[tuple[str, bytes]]:
    yield "texts in a list", with_achieved(tag=filled(f"t{n}" for n in count()))
    yield "long texts in a list", with_achieved(tag=filled(f"{n}" + "ż" * 500 for n in count()))
    yield "one text very often", with_achieved(tag=["x"] * (LONG // 4))
    yield "numbers in a list", with_achieved(tag=filled(iter(range(10**9))))
    yield "fractions in a list", with_achieved(tag=filled(n / 8 + 0.125 for n in count()))
    yield "objects in a list", with_achieved(alignment=filled(alignments()))
    yield "empty objects in a list", with_achieved(alignment=[{}] * (LONG // 3))
    yield "empty lists in a list", with_achieved(tag=[[]] * (LONG // 3))
    yield (
        "objects with an id only",
        with_members(evidence=filled({"id": f"urn:x:{n}"} for n in count())),
    )
    one = {"id": "urn:x:1", "type": ["Evidence"]}
    yield (
        "one id very often",
        with_members(evidence=filled({**one, "name": f"{n}"} for n in count())),
    )
    yield (
        "alike objects",
        with_members(evidence=filled({"type": ["Evidence"], "genre": f"{n}"} for n in count())),
    )
    yield "2 000 statements and one", with_achieved(tag=[f"t{n}" for n in range(2_000)])


def at_the_limit() -> Iterator[tuple[str, bytes]]:
    """Yield badges that are looked at as a whole, and are as much as can be looked at."""
    yield "1 900 texts", with_achieved(tag=few(f"t{n}" for n in count()))
    yield "1 900 texts of 500 letters", with_achieved(tag=few(f"{n}" + "x" * 500 for n in count()))
    yield (
        "1 900 texts of 250 Polish letters",
        with_achieved(tag=few(f"{n}" + "ż" * 250 for n in count())),
    )
    yield "630 alignments", with_achieved(alignment=list(islice(alignments(), 630)))
    yield (
        "480 alignments with long addresses",
        with_achieved(alignment=list(islice(alignments("y" * 1_500), 480))),
    )
    yield from _names_at_the_limit()
    yield from _objects_at_the_limit()


def _names_at_the_limit() -> Iterator[tuple[str, bytes]]:
    yield "1 900 empty lists", with_achieved(tag=[[]] * 1_900)
    yield "1 900 members nobody knows", with_members(**{f"k{n}": "x" for n in range(1_900)})
    yield "1 900 keywords", with_members(**{f"@{n}": "x" for n in range(1_900)})
    yield (
        "1 900 types nobody knows",
        with_members(type=[*signed()["type"], *few(f"T{n}" for n in count())]),
    )
    yield (
        "1 900 types that are IRIs",
        with_members(type=[*signed()["type"], *few(f"urn:t:{n}" for n in count())]),
    )


def _objects_at_the_limit() -> Iterator[tuple[str, bytes]]:
    yield "1 900 nulls", with_members(evidence=[None] * 1_900)
    yield "1 900 empty objects", with_achieved(alignment=[{}] * 1_900)
    yield "1 900 ids", with_members(evidence=[{"id": f"urn:x:{n}"} for n in range(1_900)])
    yield (
        "630 times one id",
        with_members(evidence=[{"id": "urn:x:1", "type": ["Evidence"]} for n in range(630)]),
    )
    yield (
        "630 pieces of evidence",
        with_members(evidence=[{"type": ["Evidence"], "genre": f"{n}"} for n in range(630)]),
    )
    yield (
        "1 900 texts in languages",
        with_members(name=[{"@value": f"{n}", "@language": "pl"} for n in range(1_900)]),
    )
    yield "1 900 fractions", with_achieved(tag=[n + 0.5 for n in range(1_900)])
    yield (
        "profiles 28 deep, 60 times",
        with_members(evidence=[{"type": ["Evidence"], "x": _deep(26, n)} for n in range(66)]),
    )
    yield "a list 1 600 wide, 27 deep", with_members(
        issuer=nested(24, {"id": "urn:x", "type": ["Profile"], "otherIdentifier": [
            {"type": "IdentifierEntry", "identifier": f"{n}", "identifierType": "isbn"}
            for n in range(430)
        ]})
    )  # fmt: skip
    yield (
        "lists in lists at the limit",
        with_achieved(tag=[_lists_in_lists(24, n) for n in range(70)]),
    )


def _depths() -> Iterator[tuple[str, bytes]]:
    yield "100 000 brackets", b"[" * 100_000
    yield "brackets in brackets", b"[" * 500_000 + b"]" * 500_000
    yield (
        "objects 32 deep, again and again",
        with_members(evidence=filled({"type": ["Evidence"], "x": _deep(26, n)} for n in count())),
    )
    yield "profiles 28 deep", with_members(issuer=nested(27, {"id": "urn:x", "type": ["Profile"]}))
    wide = filled({"id": f"urn:y:{n}", "type": "1EdTechX", "name": "x" * 50} for n in count())
    yield "a wide list 28 deep", with_members(issuer=nested(25, {"otherIdentifier": wide}))
    yield "lists in lists", with_achieved(tag=filled(_lists_in_lists(24, n) for n in count()))


def _deep(levels: int, leaf: Json) -> Json:
    for _ in range(levels):
        leaf = {"x": leaf}
    return leaf


def _lists_in_lists(levels: int, leaf: Json) -> Json:
    for _ in range(levels):
        leaf = [leaf]
    return leaf


def _texts() -> Iterator[tuple[str, bytes]]:
    yield "one long text", with_members(name="x" * LONG)
    yield "one long text of emoji", with_members(name="🔥" * (LONG // 4))
    yield "one long text of control characters", with_members(name="\u0001" * (LONG // 6))
    yield "one long text of spaces", with_members(name=" " * LONG)
    yield "a long id", with_members(id="urn:" + "a" * LONG)
    yield "a long id of per cents", with_members(id="urn:" + "%" * LONG)
    yield "a long issuer", with_members(issuer="did:web:" + "a:" * (LONG // 2))
    yield "a long did:key", with_members(issuer="did:key:z" + "6" * LONG)
    yield "a long date", with_members(validFrom="2026-01-01T00:00:00." + "0" * LONG + "Z")
    yield (
        "a picture as data URL",
        with_achieved(image={"id": "data:image/png;base64," + "A" * LONG, "type": "Image"}),
    )
    yield (
        "texts in languages",
        with_members(name=filled({"@value": f"{n}", "@language": "pl"} for n in count())),
    )
    yield (
        "languages nobody knows",
        with_members(name=filled({"@value": "x", "@language": f"a{n}"} for n in count())),
    )
    yield "many escapes", written(signed())[:-1] + b',"name":"' + rb"\u0061" * (LONG // 6) + b'"}'
    yield "backslashes", written(signed())[:-1] + b',"name":"' + b"\\" * LONG
    yield "quotation marks", b'{"' + b'"' * LONG
    yield "spaces", b"{" + b" " * LONG + b"}"
    yield "nonsense", b"{" + bytes(range(32, 127)) * (LONG // 95)
    yield "no UTF-8", b"{" + b"\xff" * LONG


def documents() -> Sequence[tuple[str, bytes]]:
    """Return the badges with their names."""
    groups = (_members, _lists, at_the_limit, _depths, _texts)
    return [sample for group in groups for sample in group()]
