"""Makes the pictures of the manual: every screen, in Polish and in English.

    PYTHONPATH=.:tests python -m browser.screenshots [FOLDER] [SCREEN …]

The folder is docs/images by default, the screens all of them. The service of these pictures is the
demonstration with a few people, always at the same instant; what is random is replaced by something
fixed, so that a picture changes only when its page does.
"""

import argparse
import io
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from issuing import Issuer
from PIL import Image, ImageChops
from playwright.sync_api import Browser, FilePayload, Page
from sqlalchemy import select

from issuer.award_changes import revoke_award
from issuer.award_rules import NewAward
from issuer.db.upgrade import upgrade
from issuer.demonstration import SLUG, demonstrator, make_demonstration
from issuer.models import Achievement, Award, Person
from issuer.pictures.qr import qr_svg
from issuer.web.catalogues import LANGUAGES

from .chromium import launched, open_context
from .desk import Desk
from .five_files import FIVE, BadgeFile
from .running import Site, Ticking, running_site
from .scene_imports import play_imports

FOLDER = Path(__file__).parents[2] / "docs" / "images"
NOW = datetime(2026, 5, 6, 8, tzinfo=UTC)
MOST_BYTES = 3_500_000
_COLOURS = 96
_TALLEST = 2000
# Fewer pixels than one in so many may differ by more than so many of 255 levels.
_OF_ALL, _FAINT = 20_000, 16
PEOPLE = (
    NewAward("Jan", "Kowalski", "jan.kowalski@uczelnia.example"),
    NewAward("Żaneta", "Gęślą-Jaźń", "zaneta@uczelnia.example"),
    NewAward("Zoë", "Núñez", "zoe@universidad.example", language="en"),
    NewAward("Łucja", "Śliwa", "lucja@szkola.example"),
    NewAward("يوسف", "حداد", "yusuf@jamia.example", language="en"),
    NewAward("太郎", "山田", "taro@daigaku.example", language="en"),
)
_QR = qr_svg("http://localhost:8000/credentials/0f3c9a52-7d1e-4b86-9c40-5a2e81d7f6b3")
# Identifiers, ports, keys and tokens are random.
_STEADY = """async () => {
  const steady = (text) => text
    .replace(/localhost:\\d+/g, "localhost:8000")
    .replace(/\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b/g,
      "0f3c9a52-7d1e-4b86-9c40-5a2e81d7f6b3")
    .replace(/\\bz(6Mk|Dn)[1-9A-HJ-NP-Za-km-z]{30,}/g, (key) => "z6Mk".padEnd(key.length, "x"))
    .replace(/\\b[A-Za-z0-9_-]{43}\\b/g, "x".repeat(43));
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) walker.currentNode.data = steady(walker.currentNode.data);
  for (const field of document.querySelectorAll("input[type=text], input[readonly], textarea")) {
    field.value = steady(field.value);
  }
  await Promise.all([...document.images].map((image) => {
    image.loading = "eager";
    return image.decode().catch(() => null);
  }));
}"""


@dataclass(frozen=True)
class Screen:
    """A picture to make."""

    name: str
    path: str
    """Where it is; `{…}` stands for one of `Scene.samples`."""
    who: str = "staff"
    """`staff`, `stranger` or `holder`."""
    act: Callable[[Page], None] | None = None
    """What is done on the page before its picture is made."""
    file: BadgeFile | None = None
    """What is verified there before."""


def _second_step(page: Page) -> None:
    page.locator("[name=first_name]").fill("Żaneta")
    page.locator("[name=last_name]").fill("Gęślą-Jaźń")
    page.locator("[name=email]").fill("zaneta@uczelnia.example")
    _next(page)


def _verified(page: Page, content: bytes) -> None:
    file = FilePayload(name="badge.json", mimeType="application/json", buffer=content)
    page.locator("#file").set_input_files(file)
    with page.expect_navigation():
        page.locator("form[data-verify] button.primary").click()


def _next(page: Page) -> None:
    with page.expect_navigation():
        page.locator("button.primary[value=next]").click()


SCREENS = (
    Screen("templates", "/templates"),
    Screen("template", "/templates/{template}"),
    Screen("template-editor", "/templates/{template}/edit"),
    Screen("ways-to-award", "/templates/{template}/award"),
    Screen("award-step-1", "/templates/{template}/award/one"),
    Screen("award-step-1-missing", "/templates/{template}/award/one", act=_next),
    Screen("award-step-2", "/templates/{template}/award/one", act=_second_step),
    Screen("awards", "/awards"),
    Screen("award", "/awards/{award}"),
    Screen("organisation", "/organisation"),
    Screen("members", "/organisation/members"),
    Screen("keys", "/organisation/keys"),
    Screen("api-keys", "/organisation/api-keys"),
    Screen("webhooks", "/organisation/webhooks"),
    Screen("audit-trail", "/organisation/audit"),
    Screen("account", "/account"),
    Screen("sign-in", "/sign-in", "stranger"),
    Screen("claim", "{claim}", "stranger"),
    Screen("badge-of-holder", "/credentials/{badge}", "holder"),
    Screen("my-badges", "/my", "holder"),
    Screen("badge", "/credentials/{badge}", "stranger"),
    Screen("what-can-be-earned", "/achievements/{template}", "stranger"),
    Screen("issuer", "/issuers/demo", "stranger"),
    Screen("verify", "/verify", "stranger"),
)

IMPORTS = (
    Screen("import", "/templates/{template}/import"),
    Screen("batch-preview", "/batches/{preview}"),
    Screen("batch-progress", "/batches/{running}"),
    Screen("batch-finished", "/batches/{ended}"),
)
"""Those of imports, whose many awards would be on every other picture: they are made later."""

CHECKED = tuple(Screen(f"verify-{file.name}", "/verify", "stranger", file=file) for file in FIVE)
"""Those of five badges that somebody checks; making them takes most of a day, so they come last."""


@dataclass(frozen=True)
class Scene:
    """What all pictures show."""

    desk: Desk
    person: Person
    samples: Mapping[str, str]
    held: str
    """The cookie of somebody who claimed a badge."""


def main() -> None:
    """Make the pictures, and say how large they are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("screens", nargs="*", help="names of screens")
    options = parser.parse_args()
    wanted = [
        [it for it in screens if not options.screens or it.name in options.screens]
        for screens in (SCREENS, IMPORTS, CHECKED)
    ]
    options.folder.mkdir(parents=True, exist_ok=True)
    with launched() as browser, _scene() as scene:
        _keep_all(browser, scene, wanted[0], options.folder)
        if wanted[1]:
            imports = play_imports(scene.desk, UUID(scene.samples["template"]), scene.person)
            with_imports = replace(scene, samples={**scene.samples, **imports})
            _keep_all(browser, with_imports, wanted[1], options.folder)
        _keep_all(browser, scene, wanted[2], options.folder)
    size = sum(path.stat().st_size for path in options.folder.glob("*.png"))
    print(f"{2 * sum(map(len, wanted))} pictures; all in {options.folder} have {size} bytes")
    if size > MOST_BYTES:
        raise SystemExit(f"more than {MOST_BYTES} bytes")


def _keep_all(browser: Browser, scene: Scene, screens: Sequence[Screen], folder: Path) -> None:
    for screen in screens:
        content = screen.file.make(scene.desk) if screen.file else b""
        for language in LANGUAGES:
            path = folder / f"{screen.name}-{language}.png"
            _keep(_picture(browser, scene, screen, language, content), path)


def _picture(
    browser: Browser, scene: Scene, screen: Screen, language: str, content: bytes
) -> bytes:
    with open_context(browser, scene.desk.site.address, language=language) as context:
        context.clock.set_fixed_time(NOW)
        page = context.new_page()
        page.route("**/qr.svg", lambda route: route.fulfill(body=_QR, content_type="image/svg+xml"))
        if screen.who == "staff":
            scene.desk.sign_in_as(page, scene.person)
        elif screen.who == "holder":
            scene.desk.hold(page, scene.held)
        answer = page.goto(screen.path.format_map(scene.samples))
        if answer is None or answer.status != 200:
            raise SystemExit(f"{screen.name}: {answer and answer.status}")
        if screen.act:
            screen.act(page)
        if content:
            _verified(page, content)
        page.evaluate(_STEADY)
        return _narrow(page) if content else _whole(page)


def _whole(page: Page) -> bytes:
    height = min(page.evaluate("document.documentElement.scrollHeight"), _TALLEST)
    page.set_viewport_size({"width": 1440, "height": height})
    return page.screenshot(animations="disabled", caret="hide")


def _narrow(page: Page) -> bytes:
    """Return a picture of the answers and what stands above them, as on a small window."""
    page.set_viewport_size({"width": 720, "height": _TALLEST})
    end = page.evaluate("document.querySelector('.answers').getBoundingClientRect().bottom")
    page.set_viewport_size({"width": 720, "height": int(end) + 8})
    return page.screenshot(animations="disabled", caret="hide")


def _keep(picture: bytes, path: Path) -> None:
    """Write a picture with few colours, unless the file shows the same already."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    few = image.quantize(_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    buffer = io.BytesIO()
    few.save(buffer, "PNG", optimize=True)
    if not path.is_file() or not _shows(path, few.convert("RGB")):
        path.write_bytes(buffer.getvalue())


def _shows(path: Path, image: Image.Image) -> bool:
    """Tell whether a file shows `image`, but for single pixels, which no two runs draw alike."""
    kept = Image.open(path).convert("RGB")
    if kept.size != image.size:
        return False
    levels = ImageChops.difference(kept, image).convert("L").histogram()
    return sum(levels[_FAINT:]) * _OF_ALL < image.width * image.height


@contextmanager
def _scene() -> Iterator[Scene]:
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:///{folder}/insygnia.db"
        upgrade(address)
        with running_site(address, Path(folder), Ticking(NOW)) as site:
            yield _played(site)


def _played(site: Site) -> Scene:
    """Return the demonstration after some people were awarded, and some of them claimed."""
    with site.service.database.writing() as session, session.begin():
        made = make_demonstration(session, site.service, now=site.clock())
        organisation, person = made.id, demonstrator(session, made)
        for template in session.scalars(select(Achievement).order_by(Achievement.sort_name.desc())):
            # Made all at once, they would stand in any order.
            template.created_at = site.clock()
            newest = template.id
    desk = Desk(site, Issuer(site.service, organisation), SLUG)
    awards = [_awarded(desk, newest, who) for who in PEOPLE]
    held, _ = (desk.claim(recipient=who.email) for who in PEOPLE[:2])
    with desk.issuer.writing() as session:
        reason = "Na prośbę odbiorczyni"
        revoke_award(
            session, desk.issuer.caller, site.service, awards[3].id, reason, now=site.clock()
        )
    samples = {
        "template": str(newest),
        "award": str(awards[0].id),
        "badge": str(awards[0].credential_uuid),
        "claim": desk.link(PEOPLE[2].email),
    }
    return Scene(desk, person, samples, held)


def _awarded(desk: Desk, template: UUID, who: NewAward) -> Award:
    desk.site.clock.advance(timedelta(minutes=7))
    return desk.issuer.award(template, who)


if __name__ == "__main__":
    main()
