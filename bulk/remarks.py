"""Comments of ours at the cells of a workbook, told apart from those of people."""

import re

from openpyxl.comments import Comment

AUTHOR = "Insygnia"

MOST_REMARKS = 5_000
"""In one workbook: programs take minutes to open more. All wrong cells are coloured, and the
details of each row stand in its own column."""

# Programs keep the text of a comment, but not always its author.
_OURS = re.compile(r"(?:\A|\n\n)Insygnia: .*\Z", re.DOTALL)
_WIDTH, _LETTERS, _LINE = 340, 46, 19  # pixels, letters in a line of them, pixels
_HIGHEST = 600


def sized(text: str, author: str = AUTHOR) -> Comment:
    """Return a comment in a box that shows all of it, as far as a screen does."""
    lines = sum(1 + len(line) // _LETTERS for line in text.split("\n"))
    return Comment(text, author, width=_WIDTH, height=min(_LINE * (lines + 1), _HIGHEST))


def with_remark(comment: Comment | None, remark: str) -> Comment:
    """Return the comment of a cell with a remark of ours below what somebody wrote there."""
    theirs = without_remark(comment)
    if theirs is None:
        return sized(f"Insygnia: {remark}")
    return sized(f"{theirs.text}\n\nInsygnia: {remark}", theirs.author)


def without_remark(comment: Comment | None) -> Comment | None:
    """Return what somebody wrote at a cell, without an earlier remark of ours."""
    text = _OURS.sub("", comment.text or "") if comment is not None else ""
    return sized(text, comment.author) if comment is not None and text else None
