"""The addresses of all pages, of a demonstration that has very many awards."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote
from uuid import uuid4
from zoneinfo import ZoneInfo

from full_house import EMAIL, House, mail_about
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bulk.batches import UploadedSheet, create_batch
from bulk.reading_job import read_batch
from bulk.sheet_children import SheetChildren
from contexts.library import shipped
from issuer.api.cookies import Cookie, cookie_name
from issuer.api.permissions import PAGES, PUBLIC_DOCUMENTS, STAFF_PAGES
from issuer.award_filters import AwardFilter, AwardOrder, walks_of
from issuer.claims import ask_for_badges
from issuer.demonstration import SLUG
from issuer.invitations import invite
from issuer.keyset import cursor_after, sorting
from issuer.links import create_link, renew_token
from issuer.models import Award, BatchReading, Form, Link, LinkPurpose, Role
from issuer.people import request_reset
from issuer.sessions import begin_holding, begin_session
from issuer.verification_reports.kept import Kept, keep_report
from issuer.verification_reports.shown import new_report
from issuer.webhooks import list_webhooks
from verifier.presentation import as_json
from verifier.resolver import GivenResources
from verifier.verify import Verifier, canonicalisers

# What a page loads, or a program reads: measured, but no page.
_FILES = re.compile(r".*\.\w+|.*/picture|.*/body|/static/.*")
# As what a badge is given to people who have it verified.
_SENT = ("json", "jwt", "png", "svg", "pdf")
_ROWS = 20_000
_UNMEASURED = frozenset(
    {
        # Files of others, whose size is their own.
        "/credentials/{badge_id}/evidence/{upload_id}",
        "/uploads/{upload_id}",
        # It leads on to the page of a version, which is measured.
        "/achievements/{achievement_id}",
    }
)


@dataclass(frozen=True)
class Visit:
    """Something to ask for."""

    name: str
    address: str
    is_page: bool = True
    with_cookies: bool = True
    allowance: float = 1
    """How many times the limit of a page it may take."""
    sends: str = ""
    """The address of a file that is sent to `address` in the form of the page; none if empty."""


def cookies_of(house: House) -> str:
    """Return the cookies of somebody who is signed in, and has opened the link of a badge."""
    with house.service.database.writing() as session, session.begin():
        staff = begin_session(session, house.person, now=house.now)
        award = _newest_badge(session)
        recipient = begin_holding(session, award.id, now=house.now, covers_mailbox=True)
    settings = house.service.settings
    return (
        f"{cookie_name(settings, Cookie.STAFF)}={staff}; "
        f"{cookie_name(settings, Cookie.RECIPIENT)}={recipient}"
    )


def visits(house: House) -> Iterator[Visit]:
    """Yield every page of the table of permissions, its lists in several ways."""
    kept = _kept_report(house)
    samples = {**_samples(house), "batch_id": _batch(house), "removal": kept.removal}
    tokens = {name: make(house) for name, make in _LINKS.items()} | {"reports": kept.token}
    table = {**STAFF_PAGES, **PAGES, **PUBLIC_DOCUMENTS}
    for path in sorted(path for method, path in table if method == "GET"):
        if path in _UNMEASURED:
            continue
        token = tokens.get(path.split("/")[1], "")
        address = path.format_map({**samples, "token": token}) + _QUERIES.get(path, "")
        # Whoever is signed in is led on from the first page of all.
        yield Visit(path, address, _FILES.fullmatch(path) is None, with_cookies=path != "/")
    for name, query in _lists(house).items():
        yield Visit(name, query)
    badge = f"{house.service.settings.base_url}/credentials/{samples['badge_id']}"
    yield Visit("/verify, a badge of ours", f"/verify?url={quote(badge, safe='')}", allowance=2)
    for kind in _SENT:
        file = f"/credentials/{samples['badge_id']}.{kind}"
        name = f"POST /verify, a badge of ours as {kind.upper()}"
        yield Visit(name, "/verify", with_cookies=False, allowance=2, sends=file)


def _samples(house: House) -> Mapping[str, str]:
    """Return what stands in addresses, by the name of the parameter."""
    with house.service.database.writing() as session, session.begin():
        award = _newest_badge(session)
        mail = session.scalars(mail_about(award)).one()
        hooks = list_webhooks(session, house.caller)
    return {
        "achievement_id": str(award.achievement_id),
        "award_id": str(award.id),
        "badge_id": str(award.credential_uuid),
        "code": "expired",
        "language": "en",
        "mail_id": str(mail),
        "name": "components.css",
        "slug": SLUG,
        "template_id": str(award.achievement_id),
        "version": "1",
        "webhook_id": str(hooks[0].id),
    }


def _batch(house: House) -> str:
    """Return a sheet of many rows that was read and checked, and waits to be confirmed."""
    lines = [f"osoba{number}@example.org;Jan;Nowak-{number}" for number in range(_ROWS)]
    sheet = UploadedSheet("\n".join(["EMAIL;IMIĘ;NAZWISKO", *lines]).encode(), "osoby.csv")
    with house.service.database.writing() as session, session.begin():
        award = _newest_badge(session)
        batch = create_batch(session, house.caller, award.achievement_id, sheet, now=house.now)
        own = BatchReading.batch_id == batch.id
        job = session.scalars(select(BatchReading.id).where(own)).one()
    read_batch(job, house.service, SheetChildren.of(house.service.settings).read)
    return str(batch.id)


def _kept_report(house: House) -> Kept:
    """Return where the report on a badge is kept."""
    verifier = Verifier(canonicalisers(shipped()), GivenResources({}))
    with house.service.database.writing() as session, session.begin():
        badge = session.scalars(select(Form.content).limit(1)).one().encode()
        report = as_json(verifier.verify(badge, now=house.now))
        shown = new_report(report, hashlib.sha256(badge).hexdigest(), now=house.now)
        return keep_report(session, house.service, shown, now=house.now)


def _newest_badge(session: Session) -> Award:
    mine = select(Award).where(Award.email_key == EMAIL).order_by(Award.awarded_at.desc())
    return session.scalars(mine.limit(1)).one()


def _lists(house: House) -> Mapping[str, str]:
    """Return lists that are filtered, sorted, searched and read from their middle."""
    zone = ZoneInfo(house.organisation.time_zone)
    with house.service.database.reading() as session:
        template = session.scalars(select(Award.achievement_id).limit(1)).one()
        wanted = AwardFilter(), AwardOrder.NEWEST, house.organisation.id, zone, house.now
        walk = walks_of(*wanted)[0]
        rows = select(*walk.order.columns).where(*walk.fixed, *walk.first, *walk.last)
        count = session.scalar(select(func.count()).select_from(rows.subquery())) or 0
        middle = session.execute(rows.order_by(*sorting(walk.order)).offset(count // 2)).first()
    awards = {
        "in the middle": f"cursor={cursor_after(walk.order, middle)}",
        "by name": f"order={AwardOrder.NAME}",
        "by e-mail": f"order={AwardOrder.EMAIL}",
        "of a template": f"template={template}",
        "revoked": "validity=revoked",
        "failed mail": "delivery=failed",
        "declined in a month": "state=declined&since=01.03.2025&until=31.03.2025",
        "search kowal": "q=kowal",
        "search a, declined": "q=a&state=declined",
        "search nobody": "q=xqx",
    }
    return {f"/awards {name}": f"/awards?{query}" for name, query in awards.items()} | {
        "/templates search wzorzec": "/templates?q=wzorzec",
        "/templates active": "/templates?state=active",
        "/organisation/audit in the middle": "/organisation/audit?until=01.01.2024",
        "/organisation/audit of an action": "/organisation/audit?action=template.created",
    }


def _token(session: Session, purpose: LinkPurpose, now: datetime) -> str:
    newest = select(Link).where(Link.purpose == purpose).order_by(Link.created_at.desc())
    return renew_token(session, session.scalars(newest.limit(1)).one(), now=now)


def _claim(house: House) -> str:
    with house.service.database.writing() as session, session.begin():
        return _token(session, LinkPurpose.CLAIM, house.now)


def _my(house: House) -> str:
    with house.service.database.writing() as session, session.begin():
        ask_for_badges(session, EMAIL, "pl", now=house.now)
        return _token(session, LinkPurpose.MY_BADGES, house.now)


def _reset(house: House) -> str:
    with house.service.database.writing() as session, session.begin():
        request_reset(session, house.person.email, now=house.now)
        return _token(session, LinkPurpose.RESET, house.now)


def _sign_in(house: House) -> str:
    with house.service.database.writing() as session, session.begin():
        link = create_link(session, LinkPurpose.SIGN_IN, person_id=house.person.id, now=house.now)
        return renew_token(session, link, now=house.now)


def _invitation(house: House) -> str:
    with house.service.database.writing() as session, session.begin():
        email = f"{uuid4().hex}@akademia.example"
        link = invite(session, house.caller, email, [Role.VIEWER], now=house.now)
        return renew_token(session, link, now=house.now)


_LINKS: Mapping[str, Callable[[House], str]] = {
    "claim": _claim,
    "my": _my,
    "sign-in": _sign_in,
    "reset": _reset,
    "invitations": _invitation,
}
"""What makes a link, by the first word of its address."""
_QUERIES = {"/templates/composed.svg": "?shape=circle&colour=%231f5fa8&mark=star&language=pl"}
