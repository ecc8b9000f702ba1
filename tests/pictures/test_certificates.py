"""The certificate: one page, archival and accessible, with the credential inside."""

from datetime import timedelta
from io import BytesIO

import pypdf
import pytest
from pypdf.generic import BooleanObject, DictionaryObject
from timing import is_quick

from issuer.pictures.certificate import Certificate, certificate_pdf
from issuer.pictures.wording import CERTIFICATE
from keys.strict_json import Json
from signing.baking import unbake
from signing.baking_errors import BakingError, BakingLimitError
from signing.pdf import extract_pdf

from .samples import CREDENTIAL, LONG_TITLE, MADE, certificate, picture, png

TOKEN = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJ4In0.c2lnbmF0dXJl"


def read(made: Certificate) -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(certificate_pdf(made, made=MADE)))


def words(made: Certificate) -> str:
    reader = read(made)
    assert len(reader.pages) == 1
    return " ".join(reader.pages[0].extract_text().replace("\u00a0", " ").split())


@pytest.mark.parametrize(
    ("credential", "name", "media_type"),
    [
        (CREDENTIAL, "credential.json", "/application/vc"),
        (TOKEN, "credential.jwt", "/application/vc+jwt"),
    ],
)
def test_the_credential_is_attached_byte_for_byte(
    credential: str, name: str, media_type: str
) -> None:
    reader = read(certificate(credential=credential))
    assert reader.attachments == {name: [credential.encode()]}
    specification = catalog(reader)["/AF"][0].get_object()
    assert specification["/AFRelationship"] == "/Data"
    assert specification["/EF"]["/F"].get_object()["/Subtype"] == media_type


def test_our_own_reader_and_unbake_take_it_out() -> None:
    made = certificate_pdf(certificate(), made=MADE)
    assert extract_pdf(made) == unbake(made) == CREDENTIAL


@pytest.mark.parametrize("language", ["pl", "en"])
def test_it_is_archival_accessible_and_knows_its_language(language: str) -> None:
    reader = read(certificate(language=language))
    root = catalog(reader)
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"] == BooleanObject(True)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == BooleanObject(True)
    assert "/StructTreeRoot" in root
    facts = root["/Metadata"].get_object().get_data().decode()
    for name, value in (("pdfaid:part", "3"), ("pdfaid:conformance", "A"), ("pdfuaid:part", "1")):
        assert f"<{name}>{value}</{name}>" in facts or f'{name}="{value}"' in facts


def test_it_is_tagged_with_one_title_and_described_pictures() -> None:
    tags = structure(catalog(read(certificate()))["/StructTreeRoot"])
    kinds = [str(tag["/S"]) for tag in tags]
    assert kinds.count("/H1") == 1
    described = [
        str(tag["/Alt"]) for tag, kind in zip(tags, kinds, strict=True) if kind == "/Figure"
    ]
    assert described == [CERTIFICATE["pl"]["picture"], CERTIFICATE["pl"]["qr"]]


def test_it_says_everything_in_polish() -> None:
    text = words(certificate())
    for part in (
        "MIKROPOŚWIADCZENIE", "Koordynator projektów", "otrzymuje", "Żaneta Gęślą-Jaźń",
        "Przykładowa Akademia", "22 listopada 2026", "22 listopada 2029", "MP/2026/0042",
        "Zaliczenie kursu i obrona projektu", "akademia.example/credentials",
    ):  # fmt: skip
        assert part in text


def test_it_says_everything_in_english() -> None:
    text = words(certificate(language="en", valid_until=None, number=None))
    assert "is awarded to" in text
    assert "22 November 2026" in text
    assert CERTIFICATE["en"]["valid_until"] not in text
    assert CERTIFICATE["en"]["number"] not in text


@pytest.mark.parametrize("name", ["Українець Олександр", "Ελένη Παπαδοπούλου", "Nguyễn Thị"])
def test_names_in_other_scripts_are_printed(name: str) -> None:
    text = words(certificate(holder=name))
    assert name in text
    assert "□" not in text


@pytest.mark.parametrize(
    "name", ["محمد علي", "山田太郎", "สมชาย", "שלום محمد 😀", "\x00\u202e", ""]
)
def test_names_that_cannot_be_printed_do_not_break_it(name: str) -> None:
    shown = words(certificate(holder=f"Jan {name}"))
    missing = any(ord(letter) > 0x5FF and letter.isprintable() for letter in name)
    assert "Jan" in shown
    assert ("□" in shown) is missing
    assert (CERTIFICATE["pl"]["incomplete"].split(".")[1].strip()[:20] in shown) is missing


@pytest.mark.parametrize(
    "changed",
    [
        {"title": LONG_TITLE},
        {"holder": "Wielosława " * 45},
        {"holder": "W" * 501},
        {"issuer": "Akademia " * 28},
        {"criteria": "Zaliczenie kursu i obrona. " * 400},
        {"number": "N" * 100},
        {"page": "https://akademia.example/" + "a" * 300},
        {"kind": "Zaświadczenie o ukończeniu kursu dokształcającego"},
        {"title": "W" * 120, "holder": "Ż" * 501, "issuer": "Ą" * 250, "criteria": "x" * 9_999,
         "number": "N" * 100, "page": "https://akademia.example/" + "a" * 300},
    ],
)  # fmt: skip
def test_however_long_the_texts_it_is_one_page(changed: Json) -> None:
    made = certificate(**changed)
    assert words(made)


@pytest.mark.parametrize("size", [(90, 90), (1500, 1500), (100, 2000), (2000, 100)])
def test_a_picture_of_any_size_fits(size: tuple[int, int]) -> None:
    assert words(certificate(picture=png(*size)))


def test_texts_are_never_markup() -> None:
    name = '#read("/etc/passwd") $x$ *y* [z] @preview/a:1.0.0 <b>'
    shown = words(certificate(title="Projekt", holder=name))
    assert name.replace(" ", "") in shown.replace(" ", "")


def test_a_fraction_of_a_second_is_left_out_of_the_time_of_making() -> None:
    moments = (MADE, MADE + timedelta(microseconds=1))
    first, second = (certificate_pdf(certificate(), made=moment) for moment in moments)
    assert first == second


def test_equal_input_gives_equal_bytes() -> None:
    first, second = (certificate_pdf(certificate(), made=MADE) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("credential", ["", "no credential", "[]", '{"a":1', "a b.c.d"])
def test_what_is_no_credential_is_not_attached(credential: str) -> None:
    with pytest.raises(BakingError):
        certificate_pdf(certificate(credential=credential), made=MADE)


def test_a_credential_beyond_a_mebibyte_is_not_attached() -> None:
    with pytest.raises(BakingLimitError):
        certificate_pdf(certificate(credential='{"a":"' + "x" * 1024 * 1024 + '"}'), made=MADE)


def test_it_is_small_and_made_quickly() -> None:
    made = certificate(picture=picture().png)
    assert is_quick(lambda: certificate_pdf(made, made=MADE), 2)
    assert len(certificate_pdf(made, made=MADE)) < 200_000


def catalog(reader: pypdf.PdfReader) -> Json:
    return reader.trailer["/Root"].get_object()


def structure(node: Json) -> list[DictionaryObject]:
    """Return the elements of a structure tree in the order in which they are read."""
    found = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(found, list):
        return [tag for part in found for tag in structure(part)]
    if not isinstance(found, DictionaryObject):
        return []
    own = [found] if "/S" in found else []
    return own + (structure(found["/K"]) if "/K" in found else [])
