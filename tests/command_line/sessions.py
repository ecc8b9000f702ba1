"""Console sessions in the documentation: what is typed, and what is said to come back.

In a block marked `console`, a line that begins with `$ ` is typed; one that ends with a backslash
goes on in the next line, and so does a here-document until its `END`. All other lines are the
answer, in which `…` stands for any text. Where a page names the port 8000, a free one is meant.
"""

import os
import re
import socket
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))

_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_MARK = "=== ended with"
_PORT = re.compile(r"(localhost:|PORT=|--port )8000\b")
_HEREDOC = "<<'END'"
NOT_RUN = ("make ",)
"""What `make` does is tried by continuous integration; here it would run the tests anew."""


@dataclass(frozen=True)
class Step:
    """One command and the answer that the page promises."""

    command: str
    promised: str


def steps(page: Path) -> list[Step]:
    """Return all commands of a page, in order."""
    text = page.read_text("utf-8")
    return [step for block in _BLOCK.findall(text) for step in _steps_of(block)]


def runnable(page: Path) -> list[Step]:
    """Return the commands of a page that a test runs: all but those of `NOT_RUN`."""
    port = _free_port()

    def free(text: str) -> str:
        return _PORT.sub(rf"\g<1>{port}", text)

    return [
        Step(free(step.command), free(step.promised))
        for step in steps(page)
        if not step.command.startswith(NOT_RUN)
    ]


def _free_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return str(listener.getsockname()[1])


def _steps_of(block: str) -> Iterator[Step]:
    typed: list[str] = []
    promised: list[str] = []
    for line in block.splitlines():
        if typed and _goes_on(typed):
            typed.append(line)
        elif line.startswith("$ "):
            if typed:
                yield Step("\n".join(typed), "\n".join(promised))
            typed, promised = [line.removeprefix("$ ")], []
        else:
            promised.append(line)
    if typed:
        yield Step("\n".join(typed), "\n".join(promised))


def _goes_on(typed: Sequence[str]) -> bool:
    return typed[-1].endswith("\\") or (_HEREDOC in typed[0] and typed[-1] != "END")


def played(session: Sequence[Step], folder: Path) -> list[tuple[int, str]]:
    """Run the commands in one bash, and return the exit code and the output of each."""
    lines = [f'{step.command}\n_code=$?; echo "{_MARK} $_code"; (exit $_code)' for step in session]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("INSYGNIA_")}
    done = subprocess.run(
        ["bash"],
        # What runs in the background must not outlive the session, however it ends.
        input="exec 2>&1\ntrap 'kill $(jobs -p) 2> /dev/null' EXIT\n" + "\n".join(lines) + "\n",
        cwd=folder,
        env={**kept, "PATH": f"{ROOT / '.venv' / 'bin'}:{kept['PATH']}"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    *parts, _ = re.split(rf"{_MARK} (\d+)\n", done.stdout)
    return [(int(code), out) for out, code in zip(parts[::2], parts[1::2], strict=True)]


def fits(promised: str, printed: str) -> bool:
    """Tell whether the output is the promised one; a page that promises nothing is content."""
    if not promised.strip():
        return True
    pattern = ".*?".join(re.escape(part) for part in promised.strip().split("…"))
    return re.fullmatch(pattern, printed.strip(), re.DOTALL) is not None
