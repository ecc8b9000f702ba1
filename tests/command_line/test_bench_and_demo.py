"""`insygnia bench` measures; `insygnia demo` makes something to look at."""

import json
from pathlib import Path

import pytest
from databases import PostgresServer
from sqlalchemy import inspect, select

from issuer.db.engine import open_database
from issuer.models import Achievement, Organisation, Person

from .shell import Shell

NAMES = {"sign-ed25519", "verify-ed25519", "issue-plan-eddsa-rdfc-2022", "digest-plan",
         "issue-generic-eddsa-rdfc-2022", "verify-shape-eddsa-rdfc-2022",
         "verify-generic-eddsa-rdfc-2022", "issue-vc-jwt-eddsa", "store-sqlite"}  # fmt: skip


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


def test_bench_stores_in_the_postgresql_database_that_it_is_given_and_leaves_nothing(
    insygnia: Shell, postgresql: PostgresServer
) -> None:
    with postgresql.new_database() as name:
        url = postgresql.url(name)
        run = insygnia("bench", "--seconds", "0.1", "--json", "--postgresql", url)
        database = open_database(url)
        tables = inspect(database.engine).get_table_names()
        database.dispose()
    assert run.code == 0
    assert {row["name"] for row in json.loads(run.out)["rows"]} >= {*NAMES, "store-postgresql"}
    assert tables == []


def test_the_demonstration_is_made_once_and_every_run_prints_a_new_link(
    insygnia: Shell, tmp_path: Path
) -> None:
    insygnia.patch.setenv("INSYGNIA_HOME", str(tmp_path / "home"))

    runs = [insygnia("demo") for _ in range(2)]

    assert [run.code for run in runs] == [0, 0], [run.err for run in runs]
    links = [run.out.splitlines()[-1] for run in runs]
    assert all(link.startswith("http://localhost:8000/sign-in/") for link in links)
    assert links[0] != links[1]
    database = open_database(f"sqlite:///{tmp_path / 'home' / 'insygnia.db'}")
    with database.reading() as session:
        organisations = session.scalars(select(Organisation.slug)).all()
        states = session.scalars(select(Achievement.state)).all()
        people = session.scalars(select(Person.name)).all()
    database.dispose()
    assert (organisations, states) == (["demo"], ["active"] * 3)
    assert len(people) == 2
