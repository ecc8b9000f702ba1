"""Many awards of one template: the same as `issuer.awards` makes, a few hundred in a transaction.

It goes in three steps. `issuer.moulds.mould_of` reads once, under the locks of a single award, what
all badges have in common; their places on status lists are taken with it. `issuer.casting.cast`
builds and signs, which is the work, and needs no transaction. `write` adds the rows without a lock,
which is the rest of the work. Then `issuer.moulds.is_as_it_was` locks, and says whether they may
stay; `conclude` does what others must not do at the same time. Whoever calls commits after the
first and the last.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from issuer.audit import note
from issuer.callers import Caller
from issuer.casting import Cast, Columns
from issuer.collaborators import Collaborators
from issuer.db.many_rows import insert_rows
from issuer.generations import revoke_all
from issuer.ids import ordered_ids
from issuer.locks import look_late_at_who_awards
from issuer.minting import SignedForm
from issuer.models import (
    Award,
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


def write(session: Session, casts: Sequence[Cast], *, now: datetime, mails_at: datetime) -> None:
    """Write awards that were cast together, with their mails, which are held until `mails_at`.

    It locks nothing, so that many can write at once; whoever calls has locked nothing either.
    """
    if not casts:
        return
    look_late_at_who_awards(session)
    alike = casts[0].alike
    insert_rows(session, Award, [each.award for each in casts], alike.award)
    insert_rows(session, Generation, [each.generation for each in casts], alike.generation)
    forms = [_form(each.generation["id"], form) for each in casts for form in each.forms]
    insert_rows(session, Form, forms)
    mails = list(map(_mail, (each.award for each in casts), ordered_ids(now)))
    insert_rows(session, Mail, mails, _alike_in_mails(alike.award, now, mails_at))


def conclude(
    session: Session,
    collaborators: Collaborators,
    caller: Caller,
    mould: Mould,
    casts: Sequence[Cast],
    *,
    now: datetime,
) -> None:
    """Let awards that were written replace earlier ones to the same addresses, and call webhooks.

    They replace them where the template says so. Whoever calls has locked it, and its organisation.
    What the awards came from, and how many they are, is left to whoever knows to note and to count.
    """
    replaced = _replaced(session, collaborators, caller, mould, casts, now)
    achievement = str(mould.achievement_id)
    payloads = (
        {
            "award": str(each.award["id"]),
            "achievement": achievement,
            "replaces": [str(old.id) for old in replaced.get(each.email_key, ())],
        }
        for each in casts
    )
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


def _form(generation: UUID, form: SignedForm) -> Columns:
    return {
        "generation_id": generation,
        "kind": form.kind,
        "content": form.content,
        "sha256": form.sha256,
    }


def _mail(award: Columns, mail: UUID) -> Columns:
    return {
        "id": mail,
        "award_id": award["id"],
        "recipient": award["email"],
        "language": award["language"],
    }


def _alike_in_mails(award: Columns, now: datetime, due_at: datetime) -> Columns:
    return {
        "kind": MailKind.AWARD,
        "organisation_id": award["organisation_id"],
        "state": Delivery.QUEUED,
        "attempts": 0,
        "due_at": due_at,
        "created_at": now,
    }
