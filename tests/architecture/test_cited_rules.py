"""A rule that the code cites by number stands on the page of rules."""

import re

from .repository import ROOT, python_files, text

CITED = re.compile(r"[Rr]ules? (\d+(?:(?:, | and |[-–])\d+)*)")
PAGE = ROOT / "docs" / "reference" / "rules.md"


def test_every_cited_rule_is_written_down() -> None:
    written = set(re.findall(r"^(\d+)\. ", PAGE.read_text("utf-8"), re.MULTILINE))
    cited = {
        number
        for path in python_files("contexts", "keys", "signing", "verifier", "issuer")
        for group in CITED.findall(text(path))
        for number in re.findall(r"\d+", group)
    }
    assert cited
    assert cited - written == set()
