"""Requests that may be sent again after a lost answer: `Idempotency-Key`.

The key is written in the transaction that does what was asked: there is never the one without the
other. Of two at once with the same key the second waits for the first.
"""

import hashlib
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from issuer.award_errors import AwardErasedError, IdempotencyKeyReusedError
from issuer.locks import not_held
from issuer.models import IdempotentAnswer


def earlier_answer(
    session: Session, organisation_id: UUID, key: str, request: bytes, *, now: datetime
) -> IdempotentAnswer | None:
    """Return what this request made before; none if it is new, and then note the key.

    `request` is everything that was asked. Raises `IdempotencyKeyReusedError` when the key came
    with another request, and `AwardErasedError` when the person was erased meanwhile.
    """
    if session.get(IdempotentAnswer, (organisation_id, _erased(key))) is not None:
        raise AwardErasedError
    request_hash = hashlib.sha256(request).hexdigest()
    values = {
        "organisation_id": organisation_id,
        "key": key,
        "request_hash": request_hash,
        "created_at": now,
    }
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    inserting = dialect.insert(IdempotentAnswer).values(values).on_conflict_do_nothing()
    if session.scalar(inserting.returning(IdempotentAnswer.key)) is not None:
        return None
    known = session.get_one(IdempotentAnswer, (organisation_id, key), populate_existing=True)
    if known.request_hash != request_hash:
        raise IdempotencyKeyReusedError
    return known


def earlier_award(
    session: Session, organisation_id: UUID, key: str, request: bytes, *, now: datetime
) -> UUID | None:
    """Return the award that this request made before; as `earlier_answer`."""
    found = earlier_answer(session, organisation_id, key, request, now=now)
    return found.award_id if found is not None else None


def note_award(session: Session, organisation_id: UUID, key: str, award_id: UUID) -> None:
    """Note which award answered the request with this key."""
    session.get_one(IdempotentAnswer, (organisation_id, key)).award_id = award_id
    session.flush()


def note_batch(session: Session, organisation_id: UUID, key: str, batch_id: UUID) -> None:
    """Note which batch answered the request with this key."""
    session.get_one(IdempotentAnswer, (organisation_id, key)).batch_id = batch_id
    session.flush()


def erase_answers(session: Session, award_id: UUID) -> None:
    """Erase what was asked and the keys it came with, and keep only that they were used.

    A program that repeats its request must not award the person again who has just been erased.
    """
    answers = session.scalars(
        select(IdempotentAnswer).where(IdempotentAnswer.award_id == award_id)
    ).all()
    for answer in answers:
        session.execute(
            update(IdempotentAnswer)
            .where(
                IdempotentAnswer.organisation_id == answer.organisation_id,
                IdempotentAnswer.key == answer.key,
            )
            .values(key=_erased(answer.key), request_hash="")
            .execution_options(synchronize_session=False)
        )


def forget_answers(session: Session, *, before: datetime) -> None:
    """Forget the keys of requests made before an instant: nobody repeats these any more."""
    name = (IdempotentAnswer.organisation_id, IdempotentAnswer.key)
    old = not_held(select(*name).where(IdempotentAnswer.created_at < before))
    session.execute(
        delete(IdempotentAnswer)
        .where(tuple_(*name).in_(old))
        .execution_options(synchronize_session=False)
    )


def _erased(key: str) -> str:
    # Programs put addresses and names into their keys.
    return f"erased:{hashlib.sha256(key.encode()).hexdigest()}"
