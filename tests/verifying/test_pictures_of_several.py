"""Each of several badges in a file has the picture that came in it, as far as there is room."""

import base64
import random
from io import BytesIO

from PIL import Image

from signing.baking import bake
from verifier.picture import LARGEST_TOGETHER, MOST_TOGETHER, Picture, Place
from verifier.processes.messages import Job
from verifier.redrawing import pictures_of
from verifier.several import Reports

from .cases import verifier
from .documents import NOW
from .edits import put
from .presented import presented
from .processes import Nothing, pool_of
from .securing import Made, bytes_of, well

RED = (200, 30, 60)


def file(picture: Image.Image) -> bytes:
    written = BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def with_picture(picture: Image.Image) -> Made:
    url = f"data:image/png;base64,{base64.b64encode(file(picture)).decode()}"
    return well(put("/credentialSubject/achievement/image", {"id": url, "type": "Image"}))


def coloured(colour: tuple[int, int, int]) -> Made:
    return with_picture(Image.new("RGB", (50, 50), colour))


def all_that_came(content: bytes) -> list[Picture | None]:
    return list(pictures_of(verifier({}).verify_file(content, now=NOW), content, tuple))


def colour_of(picture: Picture | None) -> object:
    if picture is None:
        return None
    with Image.open(BytesIO(picture.png)) as opened:
        return opened.convert("RGB").getpixel((25, 25))


SEVERAL = bytes_of(presented(coloured(RED), well(), coloured((9, 99, 9)))())


def test_each_of_several_badges_has_its_own_picture() -> None:
    came = all_that_came(SEVERAL)
    assert [colour_of(each) for each in came] == [RED, None, (9, 99, 9)]
    assert came[0] is not None
    assert came[0].place is Place.SIGNED
    with pool_of() as pool:
        assert pool.verify(Job(SEVERAL, NOW, pictures=True), Nothing()).pictures == tuple(came)


def test_the_picture_of_a_file_is_that_of_no_badge_among_several() -> None:
    baked = bake(file(Image.new("RGB", (9, 9))), bytes_of(presented(well(), well())()).decode())
    assert all_that_came(baked) == [None, None]


def test_of_many_badges_the_first_have_a_picture() -> None:
    badges = [coloured(RED)() for _ in range(MOST_TOGETHER + 5)]
    came = all_that_came(bytes_of(badges))
    assert len(came) == MOST_TOGETHER
    assert None not in came


def test_all_pictures_of_a_file_together_are_no_larger_than_a_page_may_be() -> None:
    noise = Image.frombytes("RGB", (190, 190), random.Random(1).randbytes(190 * 190 * 3))
    loud = verifier({}).verify(bytes_of(with_picture(noise)()), now=NOW)
    red = verifier({}).verify(bytes_of(coloured(RED)()), now=NOW)
    together = Reports((*[loud] * (MOST_TOGETHER - 1), red), NOW, "array")
    came = list(pictures_of(together, b"", tuple))
    sizes = [len(picture.png) for picture in came if picture]
    assert LARGEST_TOGETHER - max(sizes) < sum(sizes) <= LARGEST_TOGETHER
    assert came[-2] is None
    assert colour_of(came[-1]) == RED


def test_time_begins_anew_for_the_picture_of_each_of_several() -> None:
    begun: list[bool] = []
    found = verifier({}).verify_file(SEVERAL, now=NOW)
    assert len(list(pictures_of(found, SEVERAL, lambda: begun.append(True)))) == len(begun) == 3
