"""Makes problems.md, the table of all kinds of problems, from the errors of the service.

python docs/reference/make_problems.py    write the page anew
"""

from collections.abc import Iterator
from pathlib import Path

import issuer.app  # noqa: F401 - whatever the service can raise is imported with it
from issuer.api.problem_pages import problem_types

PAGE = Path(__file__).with_name("problems.md")

_HEAD = """\
# Problems

Whatever goes wrong is answered with a problem document (RFC 9457), `application/problem+json`:

- `type` is the address of a page about this kind of problem: `/problems/` and its name below. A
  name is stable, and programs may rely on it.
- `status` and `title` repeat the status of the answer.
- `detail` says what is wrong, in Polish or English, as `Accept-Language` wishes. The sentences may
  be improved at any time.
- `faults`, with status 422 only, says what is wrong with each field: `pointer` (where in the
  request), `code` (stable), `message`.

An answer with status 429 carries `Retry-After`. `{…}` stands for facts of the single case.

This page is made by `python docs/reference/make_problems.py`; a test compares the two.

| status | name | when | English | Polish |
|---|---|---|---|---|
"""


def page() -> str:
    """Return the whole page."""
    return _HEAD + "".join(_rows())


def _rows() -> Iterator[str]:
    for known in problem_types():
        cells = (f"{known.status:d}", f"`{known.slug}`", known.meaning, known.english, known.polish)
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
