"""Who accepts a credential that somebody altered: nobody, one hopes."""

from collections.abc import Callable, Mapping

from keys.strict_json import Json

from . import tokens
from .elsewhere import THEIR_REFUSALS
from .forms import Form
from .ours import REFUSALS, accept, accept_jwt
from .peer import Peer, PeerRefusalError

Question = Callable[[], object]


def agrees(question: Question) -> bool:
    """Tell whether whoever is asked accepts; what is no refusal is a fault, and raises."""
    try:
        question()
    except (*REFUSALS, *THEIR_REFUSALS, PeerRefusalError):
        return False
    return True


def who_accepts(questions: Mapping[str, Question]) -> set[str]:
    """Return the names of those that accept."""
    return {name for name, question in questions.items() if agrees(question)}


def tolerated(peer: Peer, credential: Json, suite: str) -> set[str]:
    """Return who of Insygnia and @digitalbazaar accepts an embedded proof."""
    return who_accepts(
        {
            "insygnia": lambda: accept(credential),
            "@digitalbazaar": lambda: peer.verify(credential, suite),
        }
    )


def token_tolerated(peer: Peer, form: Form, token: str) -> set[str]:
    """Return who of Insygnia and jose accepts a token."""
    return who_accepts(
        {
            "insygnia": lambda: accept_jwt(token, form.owner.key.public_key),
            "jose": lambda: tokens.ask(peer, form, token),
        }
    )
