"""Values that people, or those who mean harm, might put into the slots of a template."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hypothesis import strategies as st

from keys.strict_json import Json
from signing.json_ld import Document
from signing.selection import with_value
from signing.slots import Form

from .plan_templates import Template

# Few different values, so that slots are often equal to one another.
_SHARED = ["x", "Jan Kowalski", "5,0", "2026-01-01T00:00:00Z", "https://a.example/1",
           "urn:uuid:00000000-0000-4000-8000-000000000001"]  # fmt: skip
_TERMS = ["name", "id", "type", "Achievement", "assertionMethod", "@id", "@foo", "xsd:string",
          "cred:issuer", "_:c14n0", "_:a", "_:z", "_:"]  # fmt: skip
_SYNTAX = ['"', "\\", '"@pl', '"^^<urn:x>', "> <urn:x> <urn:y> .\n", "\\u0041", "%b", "{0}", "$",
           "a" * 40, " ", "\t", "\n", "\r", "\r\n", "a\nb"]  # fmt: skip
_CHARACTERS = ["\x00", "\x08", "\x0b", "\x1f", "\x7f", "\x80", "\x85", "\xa0", "\xad", "\u0130",
               "\u200d", "\u2028", "\u202e", "\ufeff", "\ufdd0", "\ufffe", "\uffff", "\ud800",
               "\udfff", "\ue000", "\ufb01", "\uff21", "\U0001f525", "\U0001fffe", "\U0010ffff",
               "z\u0307", "ż", "Ζ", "e\u0301"]  # fmt: skip
_IRIS = ["https://szkola.example/a/../b", "https://szkola.example/.", "HTTPS://szkola.example/",
         "https://Szkola.example/", "https://szkola.example:8000/x?y=z#w", "https://[::1]/",
         "https://szkola.example:99999/", "https://szkola.example/%C5%BC", "http://a.example/%zz",
         "https://szkola.example/ż", "https://szkola.example/a b", "https://a.example/<x>",
         "https://user@a.example/",
         "mailto:jan@example.org", "urn:x", "urn:uuid:x", "did:", "did:x",
         "did:web:a.example%3A8000:b", "did:web:a.example#k", "did:web:a.example#k/x",
         "tag:a.example,2026:x", "data:,x", "javascript:alert(1)",
         "szkola", "/szkola", "//a.example/x", "#x", "?x", "", "https://", "https:/a.example",
         "https://a.example/1\n", "https://relative-iri.invalid/guard/x", "urn:uuid:"]  # fmt: skip
_INSTANTS = ["2026-02-30T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:00:60Z", "2026-01-01",
             "0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z",
             "2026-01-01T00:00:00+00:00", "2026-01-01T00:00:00.5Z", "2026-01-01t00:00:00z",
             "٢٠٢٦-01-01T00:00:00Z", "2031-05-31T22:00:00Z"]  # fmt: skip
_NUMBERS = ["0", "00", "-1", "1.0", "131071", "99999999999999999999", "١"]
_HASHES = ["sha256$" + "0" * 64, "sha256$" + "A" * 64, "md5$" + "0" * 32, "sha256$0", "sha256$"]

ANYTHING = st.one_of(
    st.sampled_from(_SHARED), st.sampled_from(_TERMS), st.sampled_from(_SYNTAX),
    st.sampled_from(_CHARACTERS), st.sampled_from(_IRIS), st.text(max_size=12),
    st.lists(st.sampled_from(_CHARACTERS + _SYNTAX + ["a", "ż"]), max_size=4).map("".join),
)  # fmt: skip
_SORTED_APART = ["\U0001f525", "\ufb01", "a\U0001f525", "a\ufb01", "z", "ż"]
"""UTF-16 has some of these in another order than code points do."""
_DIGIT = st.sampled_from("0123456789abcdef")
_FITTING: Mapping[Form, st.SearchStrategy[str]] = {
    Form.TEXT: st.text(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cn", "Co", "Cs")), min_size=1
    ),
    Form.IRI: st.one_of(
        st.uuids(version=4).map(lambda name: name.urn),
        st.integers(0, 10**6).map("https://szkola.example/credentials/{}".format),
        st.integers(0, 10**6).map("did:web:portfel.example:{}".format),
    ),
    Form.INSTANT: st.integers(1970, 2099).map("{}-05-31T12:00:00Z".format),
    Form.IDENTITY_HASH: st.text(_DIGIT, min_size=64, max_size=64).map("sha256${}".format),
    Form.INDEX: st.integers(0, 131_071).map(str),
}
_ODD: Mapping[Form, list[str]] = {
    Form.TEXT: _CHARACTERS, Form.IRI: _IRIS, Form.INSTANT: _INSTANTS,
    Form.IDENTITY_HASH: _HASHES, Form.INDEX: _NUMBERS,
}  # fmt: skip


@dataclass(frozen=True)
class Example:
    """A template, and what is put into its slots."""

    template: Template
    values: tuple[str, ...]

    @property
    def document(self) -> Document:
        """The template with the values in its slots."""
        document = self.template.document
        for pointer, value in zip(self.template.forms, self.values, strict=True):
            document = with_value(document, pointer, value)
        return document


@st.composite
def examples(draw: st.DrawFn, template: Template) -> Example:
    """Return a template with values of which most fit, so that some examples fit wholly."""
    known = sorted(set(_texts(template.document)))
    texts = draw(st.sampled_from([*[_FITTING[Form.TEXT]] * 7, st.sampled_from(_SORTED_APART)]))
    fitting = {**_FITTING, Form.TEXT: texts}
    odd_ones = draw(st.sampled_from([0, 0, 1, 1, 2, 4]))
    odd = draw(st.sets(st.integers(0, len(template.forms) - 1), max_size=odd_ones))
    values: list[str] = []
    for number, form in enumerate(template.forms.values()):
        if number not in odd:
            values.append(draw(fitting[form]))
            continue
        choices = [ANYTHING, st.sampled_from(_ODD[form]), st.sampled_from(known)]
        if values:
            choices.append(st.sampled_from(values))
        values.append(draw(st.one_of(choices)))
    return Example(template, tuple(values))


def _texts(value: Json) -> Iterator[str]:
    """Yield every text in a document: what a slot might be equal to."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for member in value.values():
            yield from _texts(member)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
