"""What can be chosen in the lists of the editor."""

from collections.abc import Mapping

from issuer.documents import concepts
from issuer.documents.concepts import Concept
from issuer.pictures.colours import accent
from issuer.pictures.composition import PALETTE

Entries = list[tuple[str, str]]

NOTHING = ("", "–")


def options(language: str) -> Mapping[str, Entries]:
    """Return the entries of each list, with their names in `language`."""

    def entries(found: tuple[Concept, ...]) -> Entries:
        return [NOTHING, *((each.uri or "", each.label(language)) for each in found)]

    def named(found: Mapping[str, Concept]) -> Entries:
        return [(key, each.label(language)) for key, each in found.items()]

    def levels(found: tuple[Concept, ...]) -> Entries:
        return [NOTHING, *((str(n), each.label(language)) for n, each in enumerate(found, 1))]

    return {
        "assessment": entries(concepts.ASSESSMENTS),
        "participation": entries(concepts.MODES),
        "supervision": [NOTHING, *named(concepts.SUPERVISIONS)],
        "stackability": [NOTHING, *named(concepts.STACKABILITIES)],
        "cycle": [NOTHING, *named(concepts.CYCLES)],
        "kinds": named(concepts.OUTCOME_KINDS),
        "eqf": levels(concepts.EQF_LEVELS),
        "prk": levels(concepts.PRK_LEVELS),
    }


def swatches(organisation_accent: str | None) -> list[tuple[str, str, str]]:
    """Return the colours of the composer: each as chosen, as drawn, and what reads on it.

    The organisation's own comes first, if it has one.
    """
    own = organisation_accent.lower() if organisation_accent else None
    colours = [*([own] if own and own not in PALETTE else []), *PALETTE]
    return [(each, accent(each).fill, accent(each).on) for each in colours]
