"""Bundles that strangers hand in: opened in a child, where no copy counts and nothing is asked."""

import zipfile
from collections.abc import Iterator

import pytest
from verifying.documents import NOW
from verifying.processes import pool_of

from verifier.processes.messages import Job
from verifier.processes.pool import Pool
from verifier.resolver import FETCHED

from .made import COLLECTOR, Web, bundle, entries_of, packed, school_badge
from .test_whose_copies_count import Refusing

SIGNED = bundle(COLLECTOR)


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with pool_of() as made:
        yield made


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_child_opens_a_bundle_and_uses_no_copy(pool: Pool, packing: int) -> None:
    data = packed(entries_of(SIGNED), compression=packing)
    report = pool.verify(Job(data, NOW), Refusing()).report
    assert (report["verdict"], report["container"]) == ("could-not-check", "bundle > json")
    assert report["bundle"]["trusted"] is False
    assert report["resources"] == []


def test_a_child_tells_why_a_file_is_no_bundle(pool: Pool) -> None:
    report = pool.verify(Job(packed({"word/document.xml": b"<w/>"}), NOW), Refusing()).report
    assert report["checks"][0]["code"] == "archive-without-manifest"


def test_a_child_is_told_when_a_document_was_fetched(pool: Pool) -> None:
    report = pool.verify(Job(school_badge(), NOW), Web()).report
    told = {(r["source"], r["fetched_at"]) for r in report["resources"]}
    assert told == {(FETCHED, "2026-07-01T12:00:00Z")}
