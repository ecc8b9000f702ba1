"""A picture without a badge inside is looked at for a QR code, within limits told by its header."""

import json
import zlib
from collections.abc import Callable
from io import BytesIO

import pytest
import qrcode
from PIL import Image

from keys.strict_json import Json
from verifier.processes.messages import Job
from verifier.qr_codes import MOST_PIXELS, codes_in, photograph_kind
from verifier.report import Name, Outcome, Report, Verdict
from verifier.several import Reports, as_json

from .cases import verifier
from .documents import NOW, uuid
from .edits import put
from .other_credentials import PLAIN
from .people import ISSUER
from .processes import Answers, pool_of
from .securing import JCS, baked, sign_unchecked, well
from .tokens import compact, header_of

ADDRESS = f"https://akademia.example/credentials/{uuid(1)[9:]}"
FORMATS = ("PNG", "JPEG", "WEBP")
# A whole badge does not fit into a code; a plain credential does.
SMALL = sign_unchecked({**PLAIN, "id": uuid(5)}, suite=JCS)
SMALL_TOKEN = compact(header_of(ISSUER, typ="vc+jwt"), {**PLAIN, "iss": ISSUER.issuer}, ISSUER)


def code(text: str, size: int = 800) -> Image.Image:
    made = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_L)
    made.add_data(text)
    made.make(fit=True)
    picture: Image.Image = made.make_image().get_image()
    return picture.convert("L").resize((size, size))


def file(picture: Image.Image, form: str = "PNG", **options: Json) -> bytes:
    written = BytesIO()
    picture.save(written, form, **options)
    return written.getvalue()


def photograph(text: str) -> Image.Image:
    """Return a code turned a little, small in a large picture that is anything but white."""
    ground = Image.effect_noise((3000, 2250), 60).convert("RGB")
    turned = code(text, 560).rotate(17, expand=True, fillcolor=255)
    ground.paste(turned.convert("RGB"), (1500, 800))
    return ground


def report_on(content: bytes, **given: Json) -> Report:
    report = verifier({ADDRESS: well()(), **given}).verify_file(content, now=NOW)
    assert isinstance(report, Report)
    return report


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    ("text", "container"),
    [
        (ADDRESS, "qr > url > json"),
        (json.dumps(SMALL, separators=(",", ":")), "qr > json"),
        (SMALL_TOKEN, "qr > jwt"),
    ],
    ids=["an address", "JSON", "a token"],
)
def test_what_a_code_holds_or_leads_to_is_verified(form: str, text: str, container: str) -> None:
    report = report_on(file(code(text), form))
    assert report.verdict is Verdict.VALID
    assert report.container == f"{form.lower()} > {container}"


def test_a_code_in_a_photograph_is_found() -> None:
    report = report_on(file(photograph(ADDRESS), "JPEG", quality=80))
    assert (report.verdict, report.container) == (Verdict.VALID, "jpeg > qr > url > json")


@pytest.mark.parametrize("host", ["https://inny.example", "https://akademia.example/pl"])
def test_a_link_to_a_page_for_verification_leads_to_what_it_is_about(host: str) -> None:
    linked = f"{host}/verify?lang=pl&url={ADDRESS.replace(':', '%3A').replace('/', '%2F')}"
    report = report_on(file(code(linked)))
    assert (report.verdict, report.resources[0].url) == (Verdict.VALID, ADDRESS)


def test_a_transparent_picture_is_seen_on_white() -> None:
    black = Image.new("LA", (800, 800), (0, 255))
    black.putalpha(code(ADDRESS).point(lambda shade: 255 - shade))
    assert report_on(file(black)).verdict is Verdict.VALID


def test_the_badge_in_a_picture_counts_and_not_the_code_on_it() -> None:
    report = report_on(baked("badge.png", well(after=put("/name", "Inna")))())
    assert (report.verdict, report.container) == (Verdict.INVALID, "png > json")


@pytest.mark.parametrize("text", ["Wstęp wolny", "WIFI:T:WPA;S:x;P:y;;", '{"a": 1'])
def test_a_code_about_other_things_is_named(text: str) -> None:
    check = report_on(file(code(text))).check(Name.RECOGNISED)
    assert (check.outcome, check.code) == (Outcome.FAILED, "qr-code-of-other-things")
    assert check.facts["detail"] == text


def test_of_several_codes_the_one_with_a_badge_counts() -> None:
    both = Image.new("L", (1800, 900), 255)
    both.paste(code("Wstęp wolny"), (50, 50))
    both.paste(code(ADDRESS), (950, 50))
    assert report_on(file(both)).verdict is Verdict.VALID


OTHER = f"https://akademia.example/credentials/{uuid(2)[9:]}"
PAGE = "https://akademia.example/"


def side_by_side(*texts: str) -> bytes:
    """Return a picture with a code for each text, from left to right."""
    picture = Image.new("L", (900 * len(texts), 900), 255)
    for number, text in enumerate(texts):
        picture.paste(code(text), (50 + 900 * number, 50))
    return file(picture)


def test_each_of_several_codes_that_leads_to_a_badge_is_verified() -> None:
    web: dict[str, Json] = {ADDRESS: well()(), OTHER: well(after=put("/name", "Inna"))()}
    for texts in ((ADDRESS, OTHER), (OTHER, ADDRESS), (OTHER, "Wstęp wolny", ADDRESS)):
        reports = verifier(web).verify_file(side_by_side(*texts), now=NOW)
        assert isinstance(reports, Reports)
        assert (reports.verdict, reports.container) == (Verdict.INVALID, "png > qr")
        found = {report.verdict for report in reports.reports}
        assert found == {Verdict.VALID, Verdict.INVALID}


def test_a_code_for_a_page_beside_that_of_a_badge_is_passed_over() -> None:
    web: dict[str, Json] = {PAGE: b"<!doctype html><title>Akademia</title>"}
    for texts in ((ADDRESS, PAGE), (PAGE, ADDRESS)):
        report = report_on(side_by_side(*texts), **web)
        assert report.verdict is Verdict.VALID
        assert {resource.url for resource in report.resources} == {ADDRESS, PAGE}


def test_a_code_that_leads_nowhere_is_told_beside_a_badge() -> None:
    reports = verifier({ADDRESS: well()()}).verify_file(side_by_side(ADDRESS, OTHER), now=NOW)
    assert isinstance(reports, Reports)
    assert reports.verdict is Verdict.COULD_NOT_CHECK
    codes = [report.check(Name.RECOGNISED).code for report in reports.reports]
    assert codes == ["recognised-achievement", "address-unreachable"]


def test_the_same_code_twice_is_one() -> None:
    assert report_on(side_by_side(ADDRESS, ADDRESS)).verdict is Verdict.VALID


def test_several_codes_that_lead_to_nothing_are_no_badge() -> None:
    check = report_on(side_by_side(PAGE, OTHER)).check(Name.RECOGNISED)
    assert (check.outcome, check.code) == (Outcome.UNDECIDED, "address-unreachable")


def test_codes_that_lead_to_their_own_picture_come_to_an_end() -> None:
    again = f"{ADDRESS}?again"
    picture = side_by_side(ADDRESS, again)
    report = verifier({ADDRESS: picture, again: picture}).verify_file(picture, now=NOW)
    assert isinstance(report, Report)
    assert report.check(Name.RECOGNISED).code == "address-leads-on"


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("PNG", "picture-without-badge"),
        ("JPEG", "picture-jpeg"),
        ("WEBP", "picture-without-badge"),
    ],
)
def test_a_picture_without_a_code_holds_no_badge(form: str, expected: str) -> None:
    check = report_on(file(Image.new("L", (200, 200), 200), form)).check(Name.RECOGNISED)
    assert (check.outcome, check.code) == (Outcome.FAILED, expected)


def png_of(width: int, height: int) -> bytes:
    """Return the beginning of a PNG that says it is so large."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = zlib.crc32(kind + content)
        return len(content).to_bytes(4) + kind + content + check.to_bytes(4)

    header = width.to_bytes(4) + height.to_bytes(4) + b"\x08\x00\x00\x00\x00"
    pixels = zlib.compress(b"\0" * 1000)
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", pixels), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def webp_of(width: int, height: int) -> bytes:
    """Return the beginning of a WebP that says it is so large."""
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    chunk = b"VP8X" + (10).to_bytes(4, "little") + bytes(4) + size
    return b"RIFF" + (4 + len(chunk)).to_bytes(4, "little") + b"WEBP" + chunk


def jpeg_of(width: int, height: int, *, progressive: bool = False) -> bytes:
    """Return a small JPEG whose header says that it is so large."""
    small = file(Image.new("L", (16, 16)), "JPEG", progressive=progressive)
    marker = b"\xff\xc2" if progressive else b"\xff\xc0"
    at = small.index(marker) + 5
    return small[:at] + height.to_bytes(2) + width.to_bytes(2) + small[at + 4 :]


LARGE: dict[str, tuple[Callable[..., bytes], str]] = {
    "a PNG": (png_of, "png"),
    "a WebP": (webp_of, "webp"),
    "a JPEG": (jpeg_of, "jpeg"),
    "a progressive JPEG": (lambda w, h: jpeg_of(w, h, progressive=True), "progressive jpeg"),
}


@pytest.mark.parametrize("kind", LARGE)
def test_a_picture_beyond_the_limit_is_not_decoded(kind: str) -> None:
    make, name = LARGE[kind]
    width = MOST_PIXELS[name] // 1000
    for high, code_of_report in ((1001, "picture-over-limit"), (1000, None)):
        check = report_on(make(width, high)).check(Name.RECOGNISED)
        assert (check.code == "picture-over-limit") is (code_of_report is not None)
        assert check.outcome is (Outcome.UNDECIDED if code_of_report else Outcome.FAILED)


@pytest.mark.parametrize("form", FORMATS)
def test_a_damaged_picture_has_no_code_and_does_no_harm(form: str) -> None:
    whole = file(code(ADDRESS, 200), form)
    kind = photograph_kind(whole)
    assert kind is not None
    for end in range(20, len(whole), max(1, len(whole) // 40)):
        assert set(codes_in(whole[:end], kind)) <= {ADDRESS}
        changed = whole[:end] + b"\xff\x00\xff" + whole[end + 3 :]
        assert isinstance(codes_in(changed, kind), tuple)


@pytest.mark.parametrize("form", FORMATS)
def test_a_child_reads_codes_with_its_doors_shut(form: str) -> None:
    content, given = file(code(ADDRESS), form), {ADDRESS: well()()}
    with pool_of() as pool:
        answer = pool.verify(Job(content, NOW), Answers(given))
    here = as_json(report_on(content))
    assert answer.report["verdict"] == "valid"
    assert answer.report["container"] == here["container"]
