"""The badges of one edition in one language, minted one after another from what was awarded."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from issuer.documents.credential import AwardRecord, CommonParts, StatusEntry, badge_of
from issuer.documents.filling import Filling, Kin, filling_of
from issuer.minting import Forms, Minter
from signing.errors import UnsafeDocumentError
from signing.json_ld import Document
from signing.planned import BadgePlan


class Unminted(NamedTuple):
    """A badge to be made: what is awarded, and its place on a status list, if it has one."""

    award: AwardRecord
    status: StatusEntry | None


class EditionMinter:
    """Mints by the values in the slots alone whatever has the same kin as a badge before it.

    The first badge of each kin is built as a document, and minted as `Minter` mints documents. All
    badges are made with one instant, `created`, which their proofs state.
    """

    def __init__(self, minter: Minter, common: CommonParts, created: datetime) -> None:
        self._minter = minter
        self._common = common
        self._created = created
        self._plans: dict[Kin, BadgePlan] = {}

    def forms(self, badges: Sequence[Unminted]) -> Sequence[Forms | UnsafeDocumentError]:
        """Return both forms of each badge, in the same order, or why it must not be signed.

        Raises whatever else `Minter.minted` raises.
        """
        fillings = [filling_of(self._common, *badge) for badge in badges]
        alike: defaultdict[Kin, list[int]] = defaultdict(list)
        for place, filling in enumerate(fillings):
            alike[filling.kin].append(place)
        found: dict[int, Forms | None] = {}
        for kin, places in alike.items():
            if kin in self._plans:
                values = [fillings[place].values for place in places]
                forms = self._minter.filled(self._plans[kin], values, created=self._created)
                found.update(zip(places, forms, strict=True))
        return [found.get(place) or self.looked_at(badge) for place, badge in enumerate(badges)]

    def looked_at(self, badge: Unminted, *, compared: bool = False) -> Forms | UnsafeDocumentError:
        """Return both forms of a badge that is built as a document, or why it must not be signed.

        With `compared`, everything is looked at that the generic path looks at. Raises whatever
        else `Minter.minted` raises.
        """
        document = badge_of(self._common, *badge)
        try:
            forms, plan = self._minter.minted(document, created=self._created, compared=compared)
        except UnsafeDocumentError as e:
            return e
        if plan is not None:
            filling = filling_of(self._common, *badge)
            # Unless the document is not what the values say, because an id was taken out of it.
            if _is_of(filling, plan, document):
                self._plans[filling.kin] = plan
        return forms


def _is_of(filling: Filling, plan: BadgePlan, document: Document) -> bool:
    """Tell whether the values are those of the document, in the slots of the plan."""
    values, _ = plan.matched(document)
    return filling.kin.pointers == plan.pointers and [*filling.values] == [*values]
