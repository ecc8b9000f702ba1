"""JSON pointers lead to one place or are refused (RFC 6901)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signing.errors import PointerError
from signing.selection import find, is_in, select, steps

# The document of RFC 6901 section 5.
DOCUMENT = {
    "foo": ["bar", "baz"],
    "": 0,
    "a/b": 1,
    "c%d": 2,
    "e^f": 3,
    "g|h": 4,
    "i\\j": 5,
    'k"l': 6,
    " ": 7,
    "m~n": 8,
}


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("", DOCUMENT),
        ("/foo", ["bar", "baz"]),
        ("/foo/0", "bar"),
        ("/", 0),
        ("/a~1b", 1),
        ("/c%d", 2),
        ("/e^f", 3),
        ("/g|h", 4),
        ("/i\\j", 5),
        ('/k"l', 6),
        ("/ ", 7),
        ("/m~0n", 8),
    ],
)
def test_the_examples_of_the_standard_lead_where_it_says(pointer: str, value: object) -> None:
    assert find(DOCUMENT, pointer) == value


@pytest.mark.parametrize(
    "pointer",
    [
        "foo",
        "#/foo",
        "/m~n",
        "/m~2n",
        "/m~",
        "/bar",
        "/foo/2",
        "/foo/-",
        "/foo/-1",
        "/foo/00",
        "/foo/+1",
        "/foo/ 1",
        "/foo/1 ",
        "/foo/\u0661",
        "/foo/" + "9" * 5000,
        "/foo/bar",
        "/foo/0/0",
        "/a~1b/0",
    ],
)
def test_a_pointer_that_leads_nowhere_is_refused(pointer: str) -> None:
    with pytest.raises(PointerError) as caught:
        find(DOCUMENT, pointer)
    assert caught.value.pointer == pointer
    assert not is_in(DOCUMENT, pointer)


def test_a_tilde_is_unescaped_once() -> None:
    assert steps("/~01") == ("~1",)


@given(st.lists(st.text()))
def test_every_name_can_be_written_as_a_step(names: list[str]) -> None:
    escaped = (name.replace("~", "~0").replace("/", "~1") for name in names)
    assert steps("".join("/" + name for name in escaped)) == tuple(names)


@given(st.text())
def test_any_text_is_a_pointer_or_is_refused(text: str) -> None:
    try:
        found = find(DOCUMENT, text)
    except PointerError:
        return
    assert found is not None


def test_a_selection_keeps_the_ids_and_types_on_the_way() -> None:
    document = {
        "@context": ["c"],
        "id": "1",
        "type": ["A", "B"],
        "a": {"id": "2", "type": "C", "b": [{"id": "3", "d": 1, "e": 2}, {"f": 3}], "g": 4},
        "h": 5,
    }
    assert select(document, ["/a/b/0/e"]) == {
        "@context": ["c"],
        "id": "1",
        "type": ["A", "B"],
        "a": {"id": "2", "type": "C", "b": [{"id": "3", "e": 2}]},
    }


def test_a_selection_keeps_the_contexts_of_a_document_within_the_document() -> None:
    inner = {"@context": ["d"], "a": 1, "b": 2}
    document = {"@context": ["c"], "endorsement": [inner]}
    selected = select(document, ["/endorsement/0/b"])
    assert selected["endorsement"] == [{"@context": ["d"], "b": 2}]


def test_items_keep_their_order_whatever_the_order_of_pointers() -> None:
    document = {"@context": ["c"], "a": ["x", "y", "z"]}
    assert select(document, ["/a/2", "/a/0", "/a/2"])["a"] == ["x", "z"]


def test_a_pointer_to_a_whole_wins_over_one_to_its_part() -> None:
    document = {"@context": ["c"], "a": {"b": 1, "c": 2}}
    assert select(document, ["/a/b", "/a"]) == document


def test_types_are_never_divided() -> None:
    document = {"@context": ["c"], "type": ["A", "B"]}
    assert select(document, ["/type/0"]) == document


def test_a_text_with_a_language_is_never_divided() -> None:
    document = {"@context": ["c"], "name": {"@value": "Spawanie", "@language": "pl"}}
    assert select(document, ["/name/@value"]) == document


def test_no_pointer_selects_the_name_of_the_document_alone() -> None:
    assert select({"@context": ["c"], "id": "1", "a": 2}, []) == {"@context": ["c"], "id": "1"}


def test_selecting_a_place_that_is_not_there_is_refused() -> None:
    with pytest.raises(PointerError):
        select({"@context": ["c"]}, ["/a"])
