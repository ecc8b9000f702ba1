"""The page on limits states those of the service."""

import re

import pytest

from bulk import batches, clearing, workbook_back
from bulk.places import Places
from bulk.processes import parent
from issuer import (
    award_rules,
    claims,
    keyset,
    mailing,
    organisation_profile,
    passwords,
    rates,
    tables,
    webhooks,
)
from issuer.api import body_limit
from issuer.awards import CLOCK_TOLERANCE
from issuer.cli import worker
from issuer.documents import limits
from issuer.pictures import certificate, raster, svg_rules, uploads
from issuer.settings import Settings
from issuer.text import dates, emails, names, slugs, urls
from issuer.verification_reports import shown
from signing.status_list import MINIMUM_ENTRIES
from verifier import recognised_issuers, registry_shelf
from verifier.fetching import addresses, budget, copies, fetcher
from verifier.processes import limits as children
from verifier.processes import pool

from .sessions import ROOT

PAGE = ROOT / "docs" / "reference" / "limits.md"
FETCH = fetcher.Limits()

LIMITS = {
    "a first name, a last name": (names.LONGEST_NAME,),
    "an e-mail address": (emails.LONGEST_EMAIL, emails._LONGEST_LOCAL_PART),
    "an individual description": (award_rules.LONGEST_PROSE,),
    "a certificate number": (award_rules.LONGEST_LINE,),
    "an address of a page": (urls.LONGEST_URL, limits.ADDRESS),
    "the name of an organisation": (
        organisation_profile.LONGEST_NAME,
        organisation_profile.LONGEST_DESCRIPTION,
    ),
    "a password": (passwords.SHORTEST, passwords.LONGEST),
    "a slug": (slugs.SHORTEST_SLUG, slugs.LONGEST_SLUG),
    "years": (dates.EARLIEST_YEAR, dates.LATEST_YEAR),
    "rows of one sheet": (tables.ROWS_OF_A_SHEET,),
    "languages of a template": (limits.LANGUAGES,),
    "the name of a template": (limits.NAME,),
    "its description": (limits.DESCRIPTION,),
    "its criteria": (limits.CRITERIA,),
    "a text of a European element": (limits.PROSE,),
    "other lines": (limits.LINE,),
    "a caption": (limits.CAPTION,),
    "codes and values": (limits.CODE,),
    "tags": (limits.TAGS, limits.TAG),
    "alignments": (limits.ALIGNMENTS,),
    "learning outcomes": (limits.LEARNING_OUTCOMES,),
    "links to further": (limits.LINKS,),
    "result descriptions": (limits.RESULT_DESCRIPTIONS,),
    "allowed values": (limits.ALLOWED_VALUES,),
    "levels of a result": (limits.LEVELS,),
    "credits": (limits.CREDITS,),
    "hours of work": (limits.HOURS,),
    "default validity": (limits.VALIDITY_MONTHS, limits.VALIDITY_DAYS),
    "pieces of evidence": (award_rules.MOST_EVIDENCE,),
    "places on one status list": (MINIMUM_ENTRIES,),
    "a clock of the server": (int(CLOCK_TOLERANCE.total_seconds()),),
    "an `Idempotency-Key`": (worker._ANSWERS_KEPT.days,),
    "badges on the page": (claims.MOST_SHOWN,),
    "rows awarded in one": (batches.ROWS_OF_A_CHUNK,),
    "a sheet that nobody": (clearing.FORGOTTEN_AFTER.days,),
    "the file of a batch": (clearing.CLEARED_AFTER.days,),
    "a workbook that comes back": (workbook_back.MOST_ROWS,),
    "how long somebody waits until a sheet is opened": (int(Places.patience_s),),
    "memory, and time": (
        parent.LIMITS.memory_bytes,
        parent.LIMITS.processor_seconds,
        int(parent.LIMITS.seconds),
    ),
    "an uploaded file": (uploads.MAX_UPLOAD_BYTES,),
    "sides of an uploaded PNG": (raster.LEAST_SIDE, raster.MOST_SIDE),
    "an uploaded SVG": (svg_rules.MAX_SVG_BYTES,),
    "elements of an uploaded SVG": (svg_rules.MAX_ELEMENTS, svg_rules.MAX_DRAWN),
    "criteria printed": (certificate.LONGEST_CRITERIA,),
    "looking a name up": (int(FETCH.connect_seconds),),
    "one request with": (int(FETCH.seconds),),
    "redirects": (fetcher.MOST_REDIRECTS,),
    "headers of an answer": (FETCH.header_bytes,),
    "content of an answer": (fetcher.ONE_MB,),
    "requests for one verification": (budget.MOST_FETCHES, int(budget.MOST_SECONDS)),
    "copies kept": (int(copies.LONGEST.total_seconds() / 60),),
    "an address to ask": (addresses.LONGEST_URL,),
    "entries of a list": (keyset.LARGEST_PAGE, keyset.DEFAULT_PAGE),
    "a badge sent to": (uploads.MAX_UPLOAD_BYTES,),
    "a badge in an envelope": (body_limit.LARGEST_JSON,),
    "a report to be printed": (int(shown.GOOD_FOR.total_seconds() / 3600), shown.LONGEST_REPORT),
    "reports that one machine": (rates.KEPT_REPORTS.count,),
    "a register of issuers": (
        recognised_issuers.LARGEST_REGISTRY,
        int(registry_shelf.AGAIN.total_seconds() / 60),
    ),
    "memory to verify": (children.Limits().memory_bytes, children.Limits().memory_above),
    "time to verify": (
        int(children.Limits().processor_seconds * 1000),
        int(children.Limits().processor_seconds * 1000) * children.Limits().documents,
        int(children.Limits().seconds),
        Settings.model_fields["verification_milliseconds"].default,
    ),
    "badges that wait": (pool.Room().waiting, int(pool.Room().patience)),
    "webhooks of an organisation": (webhooks.MOST_WEBHOOKS,),
    "attempts at a mail": (len(mailing.BACK_OFF) + 1,),
}


@pytest.mark.parametrize("what", LIMITS)
def test_the_page_states_the_limit_of_the_service(what: str) -> None:
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    found = [limit for name, limit in rows if name.startswith(what)]
    assert len(found) == 1, what
    numbers = {number.replace(" ", "") for number in re.findall(r"\d[\d ]*\d|\d", found[0])}
    assert {str(limit) for limit in LIMITS[what]} <= numbers
