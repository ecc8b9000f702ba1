"""Awards that were made of the rows of a sheet before, so that none is made twice."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Made:
    """An award that stands."""

    award_id: UUID
    email_key: str | None


@dataclass(frozen=True)
class Returned:
    """An award of the batch whose workbook came back, and to whom it was made."""

    award_id: UUID
    email_key: str
    first_name: str
    last_name: str


@dataclass(frozen=True)
class Earlier:
    """The awards that some rows may have."""

    made: Mapping[str, Made]
    """By the credential's id."""
    returned: Mapping[tuple[str, str], UUID]
    """By address and name."""

    def award_of(self, credential: str, key: str, name: str) -> UUID | None:
        """Return the award that was made of a row; none if there is none of its own.

        It is the one that the row names, if that has its address. A row that names none may have
        been awarded after its workbook was handed out: by address and name (`same_name`).
        """
        if credential:
            found = self.made.get(credential)
            return found.award_id if found is not None and found.email_key == key else None
        return self.returned.get((key, name))


def earlier(made: Mapping[str, Made], returned: Sequence[Returned]) -> Earlier:
    """Return awards as they are looked for."""
    found = {
        (award.email_key, same_name(award.first_name, award.last_name)): award.award_id
        for award in returned
    }
    return Earlier(made, found)


def same_name(first_name: str, last_name: str) -> str:
    """Return a name as it is compared: capitals and blanks do not matter."""
    name = unicodedata.normalize("NFC", f"{first_name} {last_name}")
    return " ".join(name.casefold().split())
