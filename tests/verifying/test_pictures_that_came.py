"""The picture that came with a badge is shown as new pixels: nothing else of it gets through."""

import base64
import random
from collections.abc import Mapping
from io import BytesIO

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from keys.strict_json import Json
from signing.baking import bake
from verifier.picture import LARGEST_PNG, Picture, Place
from verifier.processes.limits import Limits
from verifier.processes.messages import Answer, Job
from verifier.qr_codes import MOST_PIXELS
from verifier.redrawing import SIDE, pictures_of, redrawn

from .cases import verifier
from .documents import NOW
from .edits import put
from .processes import Nothing, child_running, pool_of
from .securing import bytes_of, token, well

RED = (200, 30, 60)
KINDS = ("PNG", "JPEG", "WEBP", "GIF")
MODES = ("1", "L", "LA", "P", "RGB", "RGBA")
AT = "https://akademia.example/badge.png"


def file(kind: str = "PNG", size: tuple[int, int] = (120, 90), **options: Json) -> bytes:
    written = BytesIO()
    Image.new("RGB", size, RED).save(written, kind, **options)
    return written.getvalue()


def data_url(content: bytes, kind: str = "png") -> str:
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


def with_image(image: Json) -> bytes:
    return bytes_of(well(put("/credentialSubject/achievement/image", image))())


def came_with(content: bytes, web: Mapping[str, Json] | None = None) -> Picture | None:
    found = verifier(web or {}).verify_file(content, now=NOW)
    (came,) = pictures_of(found, content, tuple)
    return came


@pytest.mark.parametrize("kind", KINDS)
def test_pixels_are_written_anew_as_a_png(kind: str) -> None:
    made = redrawn(file(kind))
    assert made is not None
    with Image.open(BytesIO(made), formats=("PNG",)) as picture:
        assert picture.size == (120, 90)
        pixel = picture.convert("RGB").getpixel((60, 45))
        assert isinstance(pixel, tuple)
        assert all(abs(one - other) < 8 for one, other in zip(pixel, RED, strict=True))


@pytest.mark.parametrize("mode", MODES)
def test_any_usual_kind_of_pixels_is_taken(mode: str) -> None:
    written = BytesIO()
    Image.new("RGB", (40, 40), RED).convert(mode).save(written, "PNG")
    assert redrawn(written.getvalue()) is not None


def test_nothing_but_pixels_gets_through() -> None:
    texts = PngInfo()
    texts.add_itxt("Comment", "<script>secret</script>")
    exif = Image.Exif()
    exif[0x010E] = "secret"
    for content in (
        file("PNG", pnginfo=texts, exif=exif, icc_profile=b"secret" * 9) + b"secret",
        file("JPEG", exif=exif, comment=b"secret"),
        file("GIF", comment=b"secret"),
    ):
        made = redrawn(content)
        assert made is not None
        assert b"secret" not in made
        assert [made[12:16], made[-8:-4]] == [b"IHDR", b"IEND"]
        assert made.count(b"IDAT") == 1


@pytest.mark.parametrize("size", [(2_000, 1_000), (401, 9), (9, 4_000), (1, 1)])
def test_a_picture_is_no_longer_than_it_is_shown(size: tuple[int, int]) -> None:
    made = redrawn(file("PNG", size))
    assert made is not None
    with Image.open(BytesIO(made)) as picture:
        assert max(picture.size) <= SIDE


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_of_too_many_pixels_is_not_decoded(kind: str) -> None:
    width = MOST_PIXELS[kind.lower()] // 1000 + 1
    assert redrawn(file(kind, (width, 1_000))) is None


def test_of_a_picture_that_moves_the_first_frame_is_taken() -> None:
    written = BytesIO()
    first, second = Image.new("RGB", (50, 50), RED), Image.new("RGB", (50, 50), (0, 0, 0))
    first.save(written, "GIF", save_all=True, append_images=[second])
    made = redrawn(written.getvalue())
    assert made is not None
    with Image.open(BytesIO(made)) as picture:
        assert getattr(picture, "n_frames", 1) == 1
        pixel = picture.convert("RGB").getpixel((25, 25))
    assert isinstance(pixel, tuple)
    assert pixel[0] > 150


NO_PICTURES = {
    "nothing": b"",
    "a drawing": b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
    "a page": b"<!doctype html><script></script>",
    "a TIFF": file("TIFF"),
    "a BMP": file("BMP"),
    "half a PNG": file()[:60],
    "half a JPEG": file("JPEG")[:200],
    "half a WebP": file("WEBP")[:30],
    "half a GIF": file("GIF")[:9],
}


@pytest.mark.parametrize("name", NO_PICTURES)
def test_what_cannot_be_decoded_is_no_picture(name: str) -> None:
    assert redrawn(NO_PICTURES[name]) is None


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_damaged_picture_is_none_or_another_one(kind: str) -> None:
    whole, chance = file(kind), random.Random(1)
    for _ in range(200):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        made = redrawn(bytes(damaged))
        assert made is None or made.startswith(b"\x89PNG")


def test_the_file_s_own_picture_is_told_from_that_under_the_signature() -> None:
    baked = bake(file(), bytes_of(well()()).decode())
    assert (came := came_with(baked)) is not None
    assert came.place is Place.FILE
    image = {"id": data_url(file("JPEG"), "jpeg"), "type": "Image"}
    both = bake(file(), with_image(image).decode())
    for content in (both, with_image(image), token(put("/image", image))().encode()):
        assert (came := came_with(content)) is not None
        assert came.place is Place.SIGNED


def test_under_a_signature_that_does_not_fit_nothing_is_signed() -> None:
    image = {"id": data_url(file()), "type": "Image"}
    changed = well(after=put("/credentialSubject/achievement/image", image))()
    assert (came := came_with(bytes_of(changed))) is not None
    assert came.place is Place.INSIDE


def test_a_picture_may_come_from_the_address_that_was_typed() -> None:
    baked = bake(file(), bytes_of(well()()).decode())
    assert (came := came_with(AT.encode(), {AT: baked})) is not None
    assert came.place is Place.FILE


@pytest.mark.parametrize(
    "image",
    [
        {"id": "https://akademia.example/image.png", "type": "Image"},
        {"id": "data:image/svg+xml;base64,PHN2Zy8+", "type": "Image"},
        {"id": "data:image/png;base64,!!!!", "type": "Image"},
        {"id": "data:image/png;base64,AAAAA", "type": "Image"},
        {"id": "data:image/png,%89PNG", "type": "Image"},
    ],
)
def test_no_other_picture_is_had(image: Json) -> None:
    assert came_with(with_image(image)) is None


def test_a_file_without_a_badge_has_no_picture() -> None:
    assert came_with(file()) is None


def test_a_picture_that_would_be_too_large_is_not_shown() -> None:
    noise = Image.effect_noise((SIDE, SIDE), 200)
    written = BytesIO()
    Image.merge("RGBA", [noise.rotate(n * 90) for n in range(4)]).save(written, "PNG")
    assert len(written.getvalue()) > 400_000
    made = redrawn(written.getvalue())
    assert made is None or len(made) <= LARGEST_PNG


def answered(data: bytes, limits: Limits | None = None) -> Answer:
    with pool_of(limits=limits) as pool:
        return pool.verify(Job(data, NOW, pictures=True), Nothing())


def test_a_child_sends_the_picture_after_its_report() -> None:
    baked = bake(file(), bytes_of(well()()).decode())
    answer = answered(baked)
    assert answer.report["verdict"] == "valid"
    assert answer.pictures == (came_with(baked),)
    assert answered(bytes_of(well()())).pictures == (None,)
    with pool_of() as pool:
        assert pool.verify(Job(baked, NOW), Nothing()).pictures == ()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("mode", ["L", "P", "RGB"])
def test_a_child_has_all_that_is_needed_to_decode_any_kind(kind: str, mode: str) -> None:
    """What is looked for only when it is needed is not found once the doors are shut."""
    written = BytesIO()
    picture = Image.new("RGB", (900, 900), RED)
    (picture if (kind, mode) == ("JPEG", "P") else picture.convert(mode)).save(written, kind)
    content = with_image({"id": data_url(written.getvalue(), kind.lower()), "type": "Image"})
    here = came_with(content)
    assert here is not None
    # How long it takes is not the question here.
    assert answered(content, Limits(processor_seconds=10)).pictures == (here,)


SAYS = """
import json, socket, struct, time
parent = socket.socket(fileno=0)
def say(message, beside=b""):
    text = json.dumps(message).encode()
    parent.sendall(struct.pack(">II", len(text), len(beside)) + text + beside)
def hear():
    lengths = struct.unpack(">II", parent.recv(8, socket.MSG_WAITALL))
    return parent.recv(sum(lengths), socket.MSG_WAITALL)
hear()
say({{"ready": True}})
hear()
say({{"report": {{"verdict": "valid", "genuine": "yes", "credential": None}}, "text": None}})
{then}
"""
LIES = {
    "a drawing": 'say({"picture": "signed"}, b"<svg/>"); time.sleep(60)',
    "no place": 'say({"picture": "elsewhere"}, b"\\x89PNG\\r\\n\\x1a\\n"); time.sleep(60)',
    "a place that is none": 'say({"picture": [1]}, b"\\x89PNG\\r\\n\\x1a\\n"); time.sleep(60)',
    "too much": f'say({{"picture": "file"}}, b"x" * {LARGEST_PNG + 1}); time.sleep(60)',
    "silence": "time.sleep(60)",
    "its end": "raise SystemExit",
}


@pytest.mark.parametrize("name", LIES)
def test_what_is_wrong_with_a_picture_changes_nothing_about_the_report(name: str) -> None:
    with child_running(SAYS.format(then=LIES[name]), Limits(seconds=1)) as child:
        answer = child.verify(Job(b"{}", NOW, pictures=True), Nothing())
        assert (answer.report["verdict"], answer.pictures) == ("valid", ())
        assert not child.is_alive()


REPORT = {"verdict": "valid", "genuine": "yes", "credential": None}
OF_SEVERAL = """
say({{"report": {{"verdict": "valid", "genuine": "yes", "reports": {reports}}}, "text": None}})
say({{"picture": "signed"}}, b"\\x89PNG\\r\\n\\x1a\\n" + b"1" * {size})
{then}
"""


@pytest.mark.parametrize(
    ("then", "size"),
    [
        ("raise SystemExit", 9),
        ("time.sleep(60)", 9),
        ('say({"picture": 1}); time.sleep(60)', 9),
        (f'say({{"picture": "file"}}, b"x" * {LARGEST_PNG + 1}); time.sleep(60)', 9),
    ],
    ids=["its end", "silence", "a lie", "too much"],
)
def test_a_picture_stays_if_the_next_one_does_not_come(then: str, size: int) -> None:
    says = SAYS.split('say({{"report"', maxsplit=1)[0].format()
    told = OF_SEVERAL.format(reports=[REPORT] * 3, size=size, then=then)
    with child_running(says + told, Limits(seconds=1)) as child:
        answer = child.verify(Job(b"{}", NOW, pictures=True), Nothing())
        assert [picture is not None for picture in answer.pictures] == [True]
        assert not child.is_alive()
