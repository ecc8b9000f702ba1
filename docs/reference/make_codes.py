"""Makes codes.md, the table of all codes of the report, from the sentences of the verifier.

python docs/reference/make_codes.py    write the page anew
"""

from collections.abc import Iterator
from pathlib import Path

from verifier.explanations import explanation
from verifier.texts import TEXTS

PAGE = Path(__file__).with_name("codes.md")

_HEAD = """\
# Codes

Every check and every proof of a [report](report.md) carries one of these codes. A code is stable:
programs may rely on it. The sentences may be improved at any time. `{…}` stands for facts of the
single badge.

Each code has a page of its own at `/verify/codes/CODE` of every Insygnia, in both languages: what
it means, whose matter it is, what to do. The last two columns say whose matter it is (`giver`:
whoever gave the file) and where the standard says it.

This page is made by `python docs/reference/make_codes.py`; a test compares the two.

| code | English | Polish | whose | clause |
|---|---|---|---|---|
"""


def page() -> str:
    """Return the whole page."""
    return _HEAD + "".join(_rows())


def _rows() -> Iterator[str]:
    for code, (english, polish) in TEXTS.items():
        entry = explanation(code)
        cells = (f"`{code}`", english, polish, entry["whose"], entry["clause"])
        yield f"| {' | '.join(_cell(cell) for cell in cells)} |\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
