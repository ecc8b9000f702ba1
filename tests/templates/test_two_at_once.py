"""Two people at once: one of them wins, the other is told, nothing is lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from issuing import Issuer
from sqlalchemy import select

from issuer.achievement_errors import AchievementChangedError
from issuer.achievements import AchievementChange, change_achievement, create_achievement
from issuer.activation import activate_achievement
from issuer.models import AchievementVersion
from issuer.organisations import change_organisation, read_organisation
from templates.contents import named

MANY = 6


def test_of_many_editors_of_one_revision_one_wins(issuer: Issuer) -> None:
    template = issuer.template()
    start = Barrier(MANY)

    def edit(number: int) -> bool:
        content = named(f"Wersja {number}")
        start.wait()
        try:
            with issuer.writing() as session:
                change_achievement(
                    session,
                    issuer.caller,
                    template,
                    AchievementChange(2, content),
                    now=issuer.now,
                )
        except AchievementChangedError:
            return False
        return True

    with ThreadPoolExecutor(MANY) as pool:
        won = list(pool.map(edit, range(MANY)))

    assert won.count(True) == 1
    with issuer.service.database.reading() as session:
        found = session.scalars(select(AchievementVersion).order_by(AchievementVersion.number))
        names = [each.content["texts"]["pl"]["name"] for each in found]
    assert names == ["Koordynator projektów", f"Wersja {won.index(True)}"]


def test_a_template_is_activated_once(issuer: Issuer) -> None:
    with issuer.writing() as session:
        draft = create_achievement(session, issuer.caller, named("Odznaka"), now=issuer.now)
    start = Barrier(2)

    def activate(_: int) -> bool:
        start.wait()
        try:
            with issuer.writing() as session:
                activate_achievement(
                    session,
                    issuer.service,
                    issuer.caller,
                    draft.id,
                    revision=1,
                    now=issuer.now,
                )
        except AchievementChangedError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(activate, range(2))) == [False, True]


def test_changes_of_different_fields_of_a_profile_are_both_kept(issuer: Issuer) -> None:
    changes = {"phone": "+48 22 123", "url": "https://akademia.example"}
    start = Barrier(len(changes))

    def change(field: str) -> None:
        start.wait()
        with issuer.writing() as session:
            read_organisation(session, issuer.caller)
            change_organisation(
                session,
                issuer.caller,
                lambda profile: type(profile)(**{**vars(profile), field: changes[field]}),
                now=issuer.now,
            )

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(change, changes))

    with issuer.service.database.reading() as session:
        found = read_organisation(session, issuer.caller)
        assert {field: getattr(found, field) for field in changes} == changes
