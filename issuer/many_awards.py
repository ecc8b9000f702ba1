"""Many awards of one template: the same as `issuer.awards` makes, a few hundred in a transaction.

It goes in three steps. `issuer.moulds.mould_of` reads once, under the locks of a single award, what
all badges have in common; their places on status lists are taken with it. `cast` builds and signs,
which is the work, and needs no transaction. `store` writes, after `issuer.moulds.is_as_it_was` said
that it may. Whoever calls commits after the first and after the last.
"""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from issuer.audit import note
from issuer.award_records import columns_of
from issuer.award_rules import AcceptedAward
from issuer.callers import Caller
from issuer.collaborators import Collaborators
from issuer.documents.credential import (
    AwardRecord,
    EvidenceRecord,
    Recipient,
    StatusEntry,
    badge_of,
)
from issuer.documents.times import valid_from
from issuer.errors import Fault
from issuer.generations import faults_of, revoke_all
from issuer.minting import Minter
from issuer.models import (
    Award,
    AwardState,
    Delivery,
    DuplicatePolicy,
    Form,
    Generation,
    Mail,
    MailKind,
    Organisation,
)
from issuer.moulds import Mould
from issuer.outbox import announce_all
from issuer.status_lists import Entry
from issuer.text.dates import whole_seconds
from keys.strict_json import Json
from signing.errors import UnsafeDocumentError

Columns = dict[str, Any]


@dataclass(frozen=True)
class Cast:
    """One signed badge that is not stored yet: its rows."""

    award: Columns
    generation: Columns
    forms: Sequence[Columns]

    @property
    def email_key(self) -> str:
        """The address, as duplicates are found by it."""
        return str(self.award["email_key"])


@dataclass(frozen=True)
class _Draft:
    """A badge that is not signed yet, and the rows that it came from."""

    award: Columns
    generation: Columns
    document: Mapping[str, Json]


@dataclass(frozen=True)
class Order:
    """A badge to be made: what was accepted, and its place on a status list, if it has one."""

    accepted: AcceptedAward
    entry: Entry | None


def cast(
    mould: Mould,
    caller: Caller,
    collaborators: Collaborators,
    orders: Sequence[Order],
    *,
    now: datetime,
) -> Iterator[Cast | Sequence[Fault]]:
    """Yield for each order its signed badge, or why it must not be signed.

    The first is compared with the generic path, which is one in so many as there are orders (rule
    27). Raises `PlanMismatchError` when the two differ: then none of the badges may be kept.
    """
    minter = Minter(mould.signers, collaborators.canonicaliser)
    for place, order in enumerate(orders):
        try:
            draft = _draft(mould, caller, collaborators, order, now)
            forms = minter.forms(
                draft.document, created=draft.generation["valid_from"], compared=place == 0
            )
            yield Cast(
                draft.award,
                draft.generation,
                [_form(draft.generation["id"], form) for form in forms],
            )
        except UnsafeDocumentError as e:
            yield faults_of(e)


def awards_in_force(
    session: Session,
    achievement_id: UUID,
    email_keys: Sequence[str],
    *,
    besides: Sequence[UUID] = (),
) -> Mapping[str, Sequence[Award]]:
    """Return, by address, the awards of a template that stand, the newest first.

    `besides` are not looked at. Whoever changes what is returned has locked the template.
    """
    found: dict[str, list[Award]] = {}
    rows = session.scalars(
        select(Award)
        .where(
            Award.achievement_id == achievement_id,
            Award.email_key.in_(email_keys),
            Award.revoked_at.is_(None),
            Award.id.not_in(besides),
        )
        .order_by(Award.awarded_at.desc(), Award.id)
    )
    for row in rows:
        found.setdefault(str(row.email_key), []).append(row)
    return found


def store(
    session: Session,
    collaborators: Collaborators,
    caller: Caller,
    mould: Mould,
    casts: Sequence[Cast],
    *,
    now: datetime,
    mails_at: datetime,
) -> None:
    """Write awards that were cast, with their mails, which are held until `mails_at`, and calls.

    Where the template says so, they replace earlier awards to the same addresses. What the awards
    came from, and how many they are, is left to whoever knows to note and to count.
    """
    if not casts:
        return
    _insert(session, Award, [each.award for each in casts])
    _insert(session, Generation, [each.generation for each in casts])
    _insert(session, Form, [form for each in casts for form in each.forms])
    _insert(session, Mail, [_mail(each.award, now, mails_at) for each in casts])
    replaced = _replaced(session, collaborators, caller, mould, casts, now)
    payloads = [
        {
            "award": str(each.award["id"]),
            "achievement": str(mould.achievement_id),
            "replaces": [str(old.id) for old in replaced.get(each.email_key, ())],
        }
        for each in casts
    ]
    announce_all(session, mould.organisation_id, "awarded", payloads, now=now)


def _replaced(
    session: Session,
    collaborators: Collaborators,
    caller: Caller,
    mould: Mould,
    casts: Sequence[Cast],
    now: datetime,
) -> Mapping[str, Sequence[Award]]:
    """Revoke what these awards replace, tell of it, and return it by address."""
    if mould.policy != DuplicatePolicy.REPLACE:
        return {}
    new = {each.email_key: each.award["id"] for each in casts}
    found = awards_in_force(session, mould.achievement_id, list(new), besides=list(new.values()))
    old = [award for awards in found.values() for award in awards]
    organisation = session.get_one(Organisation, mould.organisation_id)
    revoke_all(session, collaborators, organisation, old, now=now)
    for key, awards in found.items():
        for award in awards:
            award.revoked_at, award.replaced_by_id = now, new[key]
        # By this the restore of a backup knows what was revoked.
        note(
            session,
            caller.actor,
            "award.made",
            ("award", new[key]),
            organisation=mould.organisation_id,
            now=now,
            achievement=mould.achievement_id,
            version=mould.version,
            replaces=[str(award.id) for award in awards],
        )
    achievement = str(mould.achievement_id)
    payloads = [{"award": str(award.id), "achievement": achievement} for award in old]
    announce_all(session, mould.organisation_id, "revoked", payloads, now=now)
    return found


def _insert(session: Session, table: type[Any], rows: Sequence[Columns]) -> None:
    # Past the unit of work, which would keep every row as an object.
    session.execute(insert(table.__table__), rows)


def _draft(
    mould: Mould, caller: Caller, collaborators: Collaborators, order: Order, now: datetime
) -> _Draft:
    award = _award(mould, caller, collaborators, order.accepted, now)
    generation = _generation(award["id"], order.entry, now)
    common = mould.common[order.accepted.language]
    place = StatusEntry(order.entry.url, order.entry.index) if order.entry else None
    record = _record(order.accepted, award, generation)
    return _Draft(award, generation, badge_of(common, record, place))


def _award(
    mould: Mould,
    caller: Caller,
    collaborators: Collaborators,
    accepted: AcceptedAward,
    now: datetime,
) -> Columns:
    credential = uuid4()
    address = f"{collaborators.settings.base_url}/credentials/{credential}"
    return {
        **columns_of(accepted),
        "id": uuid4(),
        "organisation_id": mould.organisation_id,
        "achievement_id": mould.achievement_id,
        "version_id": mould.version_id,
        "credential_uuid": credential,
        "credential_id": (
            f"urn:uuid:{credential}" if collaborators.settings.is_demonstration else address
        ),
        "subject_id": f"urn:uuid:{uuid4()}",
        "email_salt": secrets.token_hex(16),
        "state": AwardState.AWARDED,
        "delivery": Delivery.QUEUED,
        "published": False,
        "hidden": False,
        "awarded_at": now,
        "generation": 1,
        "awarded_by": caller.person_id,
        "api_key_id": caller.api_key_id,
    }


def _generation(award: UUID, entry: Entry | None, now: datetime) -> Columns:
    return {
        "id": uuid4(),
        "award_id": award,
        "number": 1,
        "valid_from": valid_from(now),
        "status_list_id": entry.list_id if entry else None,
        "status_index": entry.index if entry else None,
        "created_at": now,
    }


def _record(accepted: AcceptedAward, award: Columns, generation: Columns) -> AwardRecord:
    return AwardRecord(
        credential_id=award["credential_id"],
        subject_id=award["subject_id"],
        recipient=Recipient(
            accepted.first_name, accepted.last_name, accepted.email, award["email_salt"]
        ),
        valid_from=generation["valid_from"],
        awarded=whole_seconds(award["awarded_at"]),
        valid_until=accepted.valid_until,
        narrative=accepted.narrative,
        certificate_number=accepted.certificate_number,
        evidence=tuple(
            EvidenceRecord(piece.name, piece.description, piece.narrative, piece.url)
            for piece in accepted.evidence
        ),
        activity_from=accepted.activity_from,
        activity_to=accepted.activity_to,
        results=accepted.results,
    )


def _form(generation: UUID, form: Form) -> Columns:
    return {
        "id": uuid4(),
        "generation_id": generation,
        "kind": form.kind,
        "content": form.content,
        "sha256": form.sha256,
    }


def _mail(award: Columns, now: datetime, due_at: datetime) -> Columns:
    return {
        "id": uuid4(),
        "kind": MailKind.AWARD,
        "organisation_id": award["organisation_id"],
        "award_id": award["id"],
        "recipient": award["email"],
        "language": award["language"],
        "state": Delivery.QUEUED,
        "attempts": 0,
        "due_at": due_at,
        "created_at": now,
    }
