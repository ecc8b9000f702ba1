"""The badges of one edition in one language, minted one after another from what was awarded."""

from datetime import datetime

from issuer.documents.credential import AwardRecord, CommonParts, StatusEntry, badge_of
from issuer.documents.filling import Filling, Kin, filling_of
from issuer.minting import FormTexts, Minter
from signing.json_ld import Document
from signing.planned import BadgePlan


class EditionMinter:
    """Mints by the values in the slots alone whatever has the same kin as a badge before it.

    The first badge of each kin is built as a document, and minted as `Minter` mints documents.
    """

    def __init__(self, minter: Minter, common: CommonParts) -> None:
        self._minter = minter
        self._common = common
        self._plans: dict[Kin, BadgePlan] = {}

    def texts(
        self, award: AwardRecord, status: StatusEntry | None, *, created: datetime, compared: bool
    ) -> FormTexts:
        """Return both forms of the badge: see `Minter.minted`, also for what it raises."""
        filling = filling_of(self._common, award, status)
        plan = None if compared else self._plans.get(filling.kin)
        if plan is not None:
            texts = self._minter.filled(plan, filling.values, created=created)
            if texts is not None:
                return texts
        document = badge_of(self._common, award, status)
        minted = self._minter.minted(document, created=created, compared=compared)
        if minted.plan is not None and _is_of(filling, minted.plan, document):
            self._plans[filling.kin] = minted.plan
        return minted.texts


def _is_of(filling: Filling, plan: BadgePlan, document: Document) -> bool:
    """Tell whether the values are those of the document, out of which an id may have been taken."""
    values, _ = plan.matched(document)
    return filling.kin.pointers == plan.pointers and [*filling.values] == [*values]
