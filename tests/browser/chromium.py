"""Chromium, and what it noticed on pages: messages, refusals, and who was asked for what."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)

MISSING = "there is no Chromium: “make tools” installs it, as root (see tests/install-tools)"
_ARGUMENTS = (
    # Tests may run as root, who has no sandbox, and in containers with little shared memory.
    "--no-sandbox",
    "--disable-dev-shm-usage",
    # Whatever is not on this machine does not exist.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    # The same letters in the same places on every machine.
    "--font-render-hinting=none",
    "--disable-lcd-text",
)
_PATIENCE_MS = 30_000
"""How long a test waits for what is to happen: nothing is measured, and the machine may be busy."""
_NOTICING = """
window.__noticed = {refused: [], shift: 0};
addEventListener("securitypolicyviolation", (event) => {
  window.__noticed.refused.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
});
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (!entry.hadRecentInput) window.__noticed.shift += entry.value;
  }
}).observe({type: "layout-shift", buffered: true});
"""


@dataclass
class Noticed:
    """What a browser noticed since it was opened."""

    address: str
    scripts: bool = True
    """Whether pages may run scripts."""
    messages: list[str] = field(default_factory=list)
    """Errors and warnings of the console, errors of scripts, dialogs."""
    elsewhere: list[str] = field(default_factory=list)
    """Addresses of other hosts that were asked for something."""

    def forget(self) -> None:
        """Begin anew."""
        self.messages.clear()
        self.elsewhere.clear()

    def watch(self, page: Page) -> None:
        """Listen to `page` from now on."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.messages.append(f"script: {error}"))
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type not in {"error", "warning"}:
            return
        if not _is_meant(message):
            where = message.location["url"]
            self.messages.append(f"{message.type}: {message.text} ({where})")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        inner = parts.scheme in {"data", "blob", "about"}
        if not inner and f"{parts.scheme}://{parts.netloc}" != self.address:
            self.elsewhere.append(request.url)


def _is_meant(message: ConsoleMessage) -> bool:
    """Tell whether a message is about something that no page is to blame for."""
    where = message.location["url"]
    if message.text.startswith("Failed to load resource"):
        # A page that says what was wrong, or the icon of what is no page of ours, such as JSON.
        shown = message.page.url.partition("#")[0] if message.page else ""
        return where == shown or where.endswith("/favicon.ico")
    # Our own script, which notices things, in the frame that shows a mail and runs nothing.
    return message.text.startswith("Blocked script execution in") and where.endswith("/body")


@contextmanager
def launched() -> Iterator[Browser]:
    """Yield a running Chromium; raises `LookupError` when this machine has none."""
    program = shutil.which("chromium")
    if program is None:
        raise LookupError(MISSING)
    expect.set_options(timeout=_PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_ARGUMENTS)
        yield browser
        browser.close()


def open_context(
    browser: Browser,
    address: str,
    *,
    language: str = "en",
    width: int = 1440,
    javascript: bool = True,
    dark: bool = False,
) -> BrowserContext:
    """Return a fresh browser of somebody who reads `language`, with nothing in it yet."""
    context = browser.new_context(
        base_url=address,
        locale={"en": "en-GB", "pl": "pl-PL"}[language],
        timezone_id="Europe/Warsaw",
        viewport={"width": width, "height": 900},
        java_script_enabled=javascript,
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    )
    context.set_default_timeout(_PATIENCE_MS)
    if javascript:
        context.add_init_script(_NOTICING)
    return context
