"""`insygnia bench` measures; `insygnia demo` shows."""

import json
from pathlib import Path

import pytest

from .shell import Shell

NAMES = {"sign-ed25519", "verify-ed25519", "issue-generic-eddsa-rdfc-2022",
         "verify-generic-eddsa-rdfc-2022", "issue-vc-jwt-eddsa"}  # fmt: skip
FORMS = ("badge.json", "badge.jwt", "badge.png", "badge.svg")


def test_bench_as_json_has_its_shape(insygnia: Shell) -> None:
    run = insygnia("bench", "--seconds", "0.2", "--json")
    result = json.loads(run.out)
    assert (run.code, set(result)) == (0, {"machine", "rows"})
    assert isinstance(result["machine"], str)
    rows = {row["name"]: row for row in result["rows"]}
    assert set(rows) >= NAMES
    for row in rows.values():
        assert set(row) == {"name", "us", "per_s", "ratio", "min_us", "max_us"}
        assert 0 < row["min_us"] <= row["us"] <= row["max_us"]
        assert row["us"] * row["per_s"] == pytest.approx(1_000_000)
    assert rows["sign-ed25519"]["ratio"] == rows["verify-ed25519"]["ratio"] == 1


def test_bench_in_words_has_a_line_for_each_operation(insygnia: Shell) -> None:
    run = insygnia("bench", "--seconds", "0.1")
    assert {line.split()[0] for line in run.out.splitlines()[2:]} >= NAMES


def test_the_demo_writes_four_valid_badges(insygnia: Shell) -> None:
    run = insygnia("demo")
    assert (run.code, run.err) == (0, "")
    assert run.out.count("VALID\n") == len(FORMS)
    for form in FORMS:
        assert insygnia("verify", Path("var", "demo", form)).code == 0


def test_the_demo_can_be_run_again(insygnia: Shell) -> None:
    insygnia("demo")
    keys = [Path("var", "kek"), Path("var", "demo", "issuer.key")]
    before = [key.read_bytes() for key in keys]
    assert insygnia("demo").code == 0
    assert [key.read_bytes() for key in keys] == before
    assert {path.name for path in Path("var", "demo").iterdir()} == {*FORMS, "issuer.key"}


def test_the_keys_of_the_demo_are_their_owners_alone(insygnia: Shell) -> None:
    insygnia("demo", "--home", "elsewhere")
    for key in (Path("elsewhere", "kek"), Path("elsewhere", "demo", "issuer.key")):
        assert key.stat().st_mode & 0o077 == 0


def test_the_demo_needs_no_key_encryption_key_and_uses_none(insygnia: Shell) -> None:
    insygnia.patch.setenv("INSYGNIA_KEK", "nonsense")
    assert insygnia("demo").code == 0
