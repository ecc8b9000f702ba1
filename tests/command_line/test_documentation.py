"""What the documentation says is so: sessions, links, options, codes, limits."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from .sessions import PAGES, ROOT, Step, fits, played, runnable, steps
from .shell import Shell

REFERENCE = ROOT / "docs" / "reference"
SESSIONS = [page for page in PAGES if runnable(page)]
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.*)$", re.MULTILINE)


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Return a folder with what the sessions use of a clone of the project."""
    for name in ("docs/examples", "issuer/samples"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / ".venv").symlink_to(ROOT / ".venv")
    return tmp_path


@pytest.mark.parametrize("page", SESSIONS, ids=name_of)
def test_a_session_goes_as_the_page_says(page: Path, clone: Path) -> None:
    session = runnable(page)
    results = played(session, clone)
    asked = [*(following.command == "echo $?" for following in session[1:]), False]
    for step, (code, printed), code_is_shown in zip(session, results, asked, strict=True):
        assert code == 0 or code_is_shown, f"{step.command}\n{printed}"
        assert fits(step.promised, printed), f"{step.command}\n{printed}"


def test_the_readme_has_a_session_that_makes_and_checks_a_badge() -> None:
    typed = "\n".join(step.command for step in steps(ROOT / "README.md"))
    for words in ("keys new", "sign", "--proof vc-jwt", "bake", "verify", "derive"):
        assert words in typed


def test_a_wrong_promise_is_noticed() -> None:
    assert fits("VALID\n…\n", "VALID\nGenuine\n")
    assert fits("", "anything")
    assert not fits("VALID", "INVALID")
    assert not fits("VALID", "VALID\nand more")


def test_a_long_command_is_read_whole(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```console\n$ echo a \\\n    b\na b\n$ true\n```\n", "utf-8")
    assert steps(page) == [Step("echo a \\\n    b", "a b"), Step("true", "")]


def test_a_here_document_is_read_to_its_end(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```console\n$ cat <<'END'\n$ a\nEND\n… a\n```\n", "utf-8")
    assert steps(page) == [Step("cat <<'END'\n$ a\nEND", "… a")]


def test_the_port_of_a_page_is_a_free_one(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```console\n$ echo localhost:8000 80001 8000\nlocalhost:8000…\n```\n", "utf-8")
    (step,) = runnable(page)
    assert step.promised not in {"localhost:8000…", ""}
    assert step.command.startswith(f"echo {step.promised[:-1]} ")
    assert step.command.endswith(" 80001 8000")


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text("utf-8")):
        if target.startswith(("https://", "http://", "mailto:")):
            continue
        path, _, anchor = target.partition("#")
        file = page.parent / path if path else page
        assert file.exists(), target
        if anchor and file.suffix == ".md":
            assert anchor in anchors(file), target


def anchors(page: Path) -> set[str]:
    """Return the anchors that a page's headings make."""
    titles = HEADING.findall(page.read_text("utf-8"))
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def test_every_page_can_be_reached_from_the_index() -> None:
    seen: set[Path] = set()
    waiting = [ROOT / "docs" / "index.md"]
    while waiting:
        page = waiting.pop().resolve()
        if page in seen or page.suffix != ".md":
            continue
        seen.add(page)
        targets = LINK.findall(page.read_text("utf-8"))
        waiting += [
            page.parent / target.partition("#")[0]
            for target in targets
            if not target.startswith(("https://", "#"))
        ]
    left = {name_of(page) for page in PAGES if page.resolve() not in seen}
    assert left == set()


def commands(insygnia: Shell) -> Iterator[tuple[str, str]]:
    """Yield each command with the text of its --help."""
    for name in names_in(insygnia("--help").out):
        help_text = insygnia(name, "--help").out
        actions = names_in(help_text)
        if not actions:
            yield name, help_text
        for action in actions:
            yield f"{name} {action}", insygnia(name, action, "--help").out


def names_in(help_text: str) -> list[str]:
    return re.findall(r"^ {4}([a-z][a-z-]*)(?: |$)", help_text, re.MULTILINE)


def sections(page: Path) -> dict[str, str]:
    """Return the text below each second-level heading."""
    parts = re.split(r"^## (.*)$", page.read_text("utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_option_of_every_command_is_in_the_reference(insygnia: Shell) -> None:
    described = sections(REFERENCE / "command-line.md")
    found = dict(commands(insygnia))
    assert {"sign", "verify", "keys new", "keys export-public", "bench"} <= set(found)
    for command, help_text in found.items():
        section = described[f"insygnia {command}"]
        options = set(re.findall(r"--[a-z][a-z-]*", help_text)) - {"--help"}
        assert {option for option in options if f"`{option}" not in section} == set(), command


def test_the_reference_names_no_option_that_is_not_there(insygnia: Shell) -> None:
    described = sections(REFERENCE / "command-line.md")
    for command, help_text in commands(insygnia):
        table = re.findall(r"^\| `(--[a-z-]+)", described[f"insygnia {command}"], re.MULTILINE)
        assert {option for option in table if option not in help_text} == set(), command
