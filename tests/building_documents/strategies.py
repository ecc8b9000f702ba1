"""Hypothesis strategies for texts, templates and awards."""

from hypothesis import strategies as st

from issuer.documents.credential import AwardRecord, EvidenceRecord, Recipient
from issuer.text.urls import accepted_url
from keys.strict_json import Json

from .records import SALT, Object, award, european, results

# Several scripts, both directions, quotes, Markdown, JSON's and HTML's own signs, an emoji.
ALPHABET = "aąŻzÄß 0'\"`*_[]<>&\\/{}$#|~;:,.-–„”עבריתعربية中文Ωж😀🏳️\u200d"
Objects = st.SearchStrategy[Object]
LANGUAGES = ("pl", "en", "uk", "de")


def lines(limit: int = 40) -> st.SearchStrategy[str]:
    """Return texts of one line that show something."""
    return st.text(ALPHABET, max_size=limit - 1).map(lambda text: f"x{text}y"[:limit])


def prose() -> st.SearchStrategy[str]:
    return st.lists(lines(), min_size=1, max_size=3).map("\n\n".join)


def addresses() -> st.SearchStrategy[str]:
    """Return a few addresses, so that some coincide."""
    return st.sampled_from([f"https://strona.example/ż/{n}?q=ą#b" for n in range(4)])


def per_language(
    texts: st.SearchStrategy[Json], languages: tuple[str, ...]
) -> st.SearchStrategy[Object]:
    return st.fixed_dictionaries(dict.fromkeys(languages, texts))


@st.composite
def templates(draw: st.DrawFn) -> Object:
    """Draw the JSON of a template with any choice of fields."""
    languages = tuple(draw(st.lists(st.sampled_from(LANGUAGES), min_size=1, unique=True)))
    named = per_language(lines(), languages)
    told = per_language(prose(), languages)
    alignment = st.fixed_dictionaries(
        {"framework": lines(), "name": named, "url": addresses()},
        optional={"code": lines(), "type": st.sampled_from(["ext:x", "CTDL"])},
    )
    texts = st.fixed_dictionaries(
        {"name": lines(250), "description": prose(), "criteria": prose()},
        optional={"tags": st.lists(lines().map(str.strip), max_size=4, unique=True)},
    )
    fields = {
        "languages": st.just(list(languages)),
        "texts": per_language(texts, languages),
    }
    optional = {
        "criteria_url": addresses(),
        "credits": st.sampled_from([1, 2.5, 30, 0.25, 7.75]),
        "alignments": st.lists(alignment, max_size=3),
        "email_identifier": st.booleans(),
        "european": _elements(told, named),
        "result_descriptions": st.lists(_result(named), max_size=3, unique_by=lambda r: r["id"]),
    }
    return draw(st.fixed_dictionaries(fields, optional=optional))


def _elements(
    told: st.SearchStrategy[Object], named: st.SearchStrategy[Object]
) -> st.SearchStrategy[Object]:
    outcome = st.fixed_dictionaries(
        {"kind": st.sampled_from(["knowledge", "skill"]), "text": told},
        optional={"verification": told, "esco_url": addresses()},
    )
    optional = {key: st.just(value) for key, value in european().items()
                if key in {"hours", "level", "supervision"}}  # fmt: skip
    return st.fixed_dictionaries(
        {},
        optional={
            **optional,
            "learning_outcomes": st.lists(outcome, max_size=3),
            "assessment": st.fixed_dictionaries({"concept": addresses(), "description": told}),
            "quality_assurance": st.fixed_dictionaries({"name": named, "url": addresses()}),
            "prerequisites": told,
        },
    )


def _result(named: Objects) -> Objects:
    given = st.sampled_from(results()[:2])
    return st.builds(lambda result, name: {**result, "name": name}, given, named)


def awards() -> st.SearchStrategy[AwardRecord]:
    evidence = st.builds(
        EvidenceRecord,
        name=lines() | st.none(),
        description=prose() | st.none(),
        url=addresses().map(accepted_url) | st.none(),
    )
    return st.builds(
        award,
        recipient=st.builds(
            Recipient, lines(), lines(), st.just("jan@example.org") | st.none(), st.just(SALT)
        ),
        narrative=prose() | st.none(),
        valid_until=st.none(),
        evidence=st.lists(evidence, max_size=10).map(tuple),
        results=st.just(()),
    )
