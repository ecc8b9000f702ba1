"""How templates are found: the columns that lists sort by, and the terms that filters look up."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from issuer.documents.content import AchievementContent
from issuer.models import Achievement, AchievementTerm, TermKind
from issuer.text.sort_keys import search_key, sort_key

_LONGEST_TERM = 250
_MOST_WORDS = 20


def describe(achievement: Achievement, content: AchievementContent) -> None:
    """Write the columns by which lists are sorted and filtered; names sort by the Polish one."""
    texts = content.texts.get("pl") or content.texts[content.default_language]
    achievement.achievement_type = content.achievement_type
    achievement.sort_name = sort_key(texts.name)


def replace_terms(session: Session, achievement_id: UUID, content: AchievementContent) -> None:
    """Let a template be found by `content`, and no longer by what it said before."""
    session.execute(delete(AchievementTerm).where(AchievementTerm.achievement_id == achievement_id))
    session.add_all(
        AchievementTerm(achievement_id=achievement_id, kind=kind, value=value)
        for kind, value in sorted(set(_terms(content)))
    )
    session.flush()


def _terms(content: AchievementContent) -> Iterator[tuple[TermKind, str]]:
    for language, texts in content.texts.items():
        yield TermKind.LANGUAGE, language.lower()
        words = search_key(texts.name).split()
        for start in range(min(len(words), _MOST_WORDS)):
            yield TermKind.WORD, " ".join(words[start:])[:_LONGEST_TERM]
        for tag in texts.tags:
            yield TermKind.TAG, search_key(tag)[:_LONGEST_TERM]
