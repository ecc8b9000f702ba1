"""Every file made to keep a verifier busy, with what it makes the verifier ask for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .bundles import bundles
from .credentials import credentials
from .documents import documents
from .newer_and_revoked import newer_and_revoked
from .open_badges_2 import open_badges_2
from .pictures import pictures
from .resources import resources
from .shown_drawings import shown_drawings
from .shown_pictures import shown_pictures
from .tokens import tokens


@dataclass(frozen=True)
class Sample:
    """One file, and what stands at the addresses that it names."""

    name: str
    data: bytes
    resources: Mapping[str, bytes] = field(default_factory=dict)


def samples() -> Sequence[Sample]:
    """Return all samples, each name once."""
    badges = (*documents(), *credentials(), *tokens())
    alone = (*badges, *pictures(), *shown_pictures(), *shown_drawings(), *bundles())
    asking = (*resources(), *newer_and_revoked(), *open_badges_2())
    return [*(Sample(*one) for one in alone), *(Sample(*one) for one in asking)]
