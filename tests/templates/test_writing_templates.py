"""Drafts, versions, and two people who write at the same time."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from issuing import Issuer, new_issuer
from sqlalchemy import select

from issuer.achievement_errors import (
    AchievementChangedError,
    AchievementNotFoundError,
    AchievementStateError,
    AchievementWasActiveError,
    InvalidAchievementError,
)
from issuer.achievements import (
    AchievementChange,
    archive_achievement,
    change_achievement,
    create_achievement,
    delete_draft,
    reactivate_achievement,
)
from issuer.activation import activate_achievement
from issuer.callers import Caller
from issuer.documents.content import AchievementContent
from issuer.documents.reading import read_content
from issuer.errors import ForbiddenError
from issuer.models import (
    Achievement,
    AchievementState,
    AchievementTerm,
    AchievementVersion,
    AuditEntry,
    DuplicatePolicy,
)
from issuer.organisation_errors import OrganisationClosedError
from issuer.organisations import close_organisation
from issuer.rights import Right
from templates.contents import BADGE, named

OPERATOR = Caller("operator", None, is_operator=True)


def draft(issuer: Issuer, content: AchievementContent | None = None) -> Achievement:
    """Return a new draft."""
    with issuer.writing() as session:
        return create_achievement(
            session, issuer.caller, content or read_content(BADGE), now=issuer.now
        )


def change(
    issuer: Issuer,
    template: UUID,
    content: AchievementContent | None = None,
    *,
    revision: int | None = None,
    policy: DuplicatePolicy | None = None,
) -> Achievement:
    """Return a template after a change by somebody who read the newest revision, or `revision`."""
    known = revision or issuer.achievement(template).revision
    with issuer.writing() as session:
        return change_achievement(
            session,
            issuer.caller,
            template,
            AchievementChange(known, content, policy),
            now=issuer.now,
        )


def versions(issuer: Issuer, template: UUID) -> list[tuple[int, str, bool]]:
    """Return the number, Polish name and activity of each version."""
    with issuer.service.database.reading() as session:
        found = session.scalars(
            select(AchievementVersion)
            .where(AchievementVersion.achievement_id == template)
            .order_by(AchievementVersion.number)
        )
        return [
            (each.number, each.content["texts"]["pl"]["name"], each.activated_at is not None)
            for each in found
        ]


def actions(issuer: Issuer, subject: UUID) -> list[str]:
    """Return what the audit trail says was done to a template."""
    with issuer.service.database.reading() as session:
        return list(
            session.scalars(
                select(AuditEntry.action)
                .where(AuditEntry.subject_id == str(subject))
                .order_by(AuditEntry.id)
            )
        )


def test_a_draft_is_changed_in_place(issuer: Issuer) -> None:
    made = draft(issuer, named("Szkic"))

    changed = change(issuer, made.id, named("Lepszy szkic"))

    assert (changed.state, changed.version, changed.revision) == (AchievementState.DRAFT, 1, 2)
    assert versions(issuer, made.id) == [(1, "Lepszy szkic", False)]
    assert actions(issuer, made.id) == ["achievement.created", "achievement.changed"]


def test_a_change_of_an_active_template_waits_as_the_next_version(issuer: Issuer) -> None:
    template = issuer.template()

    changed = change(issuer, template, named("Nowa nazwa"))

    assert (changed.version, changed.active_version) == (2, 1)
    assert versions(issuer, template) == [
        (1, "Koordynator projektów", True),
        (2, "Nowa nazwa", False),
    ]


def test_the_next_version_is_changed_in_place_until_it_is_activated(issuer: Issuer) -> None:
    template = issuer.template()
    change(issuer, template, named("Druga"))

    again = change(issuer, template, named("Druga, poprawiona"))

    assert again.version == 2
    with issuer.writing() as session:
        active = activate_achievement(
            session,
            issuer.service,
            issuer.caller,
            template,
            revision=again.revision,
            now=issuer.now,
        )
    assert active.active_version == 2
    assert versions(issuer, template)[1] == (2, "Druga, poprawiona", True)


def test_awards_keep_the_version_they_were_made_of(issuer: Issuer) -> None:
    template = issuer.template()
    before = issuer.forms(issuer.award(template))["json"]
    change(issuer, template, named("Nowa nazwa"))

    meanwhile = issuer.forms(issuer.award(template))["json"]

    for form in (before, meanwhile):
        assert f"/achievements/{template}/1/pl" in form
        assert "Nowa nazwa" not in form


def test_equal_content_changes_nothing(issuer: Issuer) -> None:
    template = issuer.template()

    same = change(issuer, template, read_content(_content(issuer, template)))

    assert same.revision == 2
    assert actions(issuer, template) == ["achievement.created", "achievement.activated"]


def test_of_two_editors_the_later_one_is_told(issuer: Issuer) -> None:
    made = draft(issuer)
    change(issuer, made.id, named("Pierwsza"), revision=1)

    with pytest.raises(AchievementChangedError):
        change(issuer, made.id, named("Druga"), revision=1)

    assert versions(issuer, made.id) == [(1, "Pierwsza", False)]


def test_the_duplicate_policy_changes_without_a_new_version(issuer: Issuer) -> None:
    template = issuer.template()

    changed = change(issuer, template, policy=DuplicatePolicy.DENY)

    assert (changed.version, changed.duplicate_policy) == (1, DuplicatePolicy.DENY)


def test_an_archived_template_is_not_changed_until_it_is_reactivated(issuer: Issuer) -> None:
    template = issuer.template()
    with issuer.writing() as session:
        archived = archive_achievement(session, issuer.caller, template, revision=2, now=issuer.now)
    assert archived.state == AchievementState.ARCHIVED
    with pytest.raises(AchievementStateError) as refused:
        change(issuer, template, named("Nowa"))
    assert "zarchiwizowany" in refused.value.sentence("pl")

    with issuer.writing() as session:
        again = reactivate_achievement(session, issuer.caller, template, revision=3, now=issuer.now)

    assert (again.state, again.active_version) == (AchievementState.ACTIVE, 1)


def test_a_draft_is_not_archived(issuer: Issuer) -> None:
    made = draft(issuer)

    with issuer.writing() as session, pytest.raises(AchievementStateError):
        archive_achievement(session, issuer.caller, made.id, revision=1, now=issuer.now)


def test_a_draft_is_deleted_with_everything_of_it(issuer: Issuer) -> None:
    made = draft(issuer)

    with issuer.writing() as session:
        delete_draft(session, issuer.caller, made.id, now=issuer.now)

    for table in (Achievement, AchievementVersion, AchievementTerm):
        assert issuer.count(table) == 0
    assert actions(issuer, made.id)[-1] == "achievement.deleted"


def test_what_was_ever_active_is_not_deleted(issuer: Issuer) -> None:
    template = issuer.template()

    with issuer.writing() as session, pytest.raises(AchievementWasActiveError):
        delete_draft(session, issuer.caller, template, now=issuer.now)


def test_templates_of_another_organisation_are_not_there(issuer: Issuer) -> None:
    stranger = new_issuer(issuer.service, "obca-szkola")
    made = draft(issuer)

    for attempt in (
        lambda: change(stranger, made.id, named("Moja"), revision=1),
        lambda: _delete(stranger, made.id),
    ):
        with pytest.raises(AchievementNotFoundError):
            attempt()


def test_only_authors_write_templates(issuer: Issuer) -> None:
    awarder = replace(issuer.caller, rights=frozenset({Right.READ, Right.AWARD}))

    with issuer.writing() as session, pytest.raises(ForbiddenError):
        create_achievement(session, awarder, named("Odznaka"), now=issuer.now)


def test_a_picture_must_be_one_of_the_organisation(issuer: Issuer) -> None:
    content = read_content({**BADGE, "image": str(uuid4())})

    with pytest.raises(InvalidAchievementError) as refused:
        draft(issuer, content)

    assert [fault.pointer for fault in refused.value.faults] == ["/content/image"]


def test_a_closed_organisation_writes_no_templates(issuer: Issuer) -> None:
    with issuer.writing() as session:
        close_organisation(session, OPERATOR, issuer.organisation_id, now=issuer.now)

    with pytest.raises(OrganisationClosedError):
        draft(issuer)


def _content(issuer: Issuer, template: UUID) -> object:
    with issuer.service.database.reading() as session:
        return session.scalar(
            select(AchievementVersion.content).where(AchievementVersion.achievement_id == template)
        )


def _delete(issuer: Issuer, template: UUID) -> None:
    with issuer.writing() as session:
        delete_draft(session, issuer.caller, template, now=issuer.now)
