"""What can go wrong with organisations."""

from issuer.errors import ConflictError, NotFoundError


class OrganisationNotFoundError(NotFoundError):
    """There is no such organisation, or it is not the caller's."""

    english = "There is no organisation {organisation}, or you do not work for it."
    polish = "Nie ma organizacji {organisation} albo do niej nie należysz."


class IssuerNotFoundError(NotFoundError):
    """No organisation ever had this slug."""

    english = "There is no issuer of this name here."
    polish = "Nie ma tu wydawcy o tej nazwie."


class SlugTakenError(ConflictError):
    """The slug belongs, or once belonged, to an organisation: it is never given again (rule 7)."""

    english = "The name “{slug}” in the address is taken, and a name is never given out again."
    polish = "Nazwa „{slug}” w adresie jest zajęta, a raz nadana nigdy nie trafia do innych."


class OrganisationClosedError(ConflictError):
    """The organisation was closed; what it awarded still verifies."""

    english = "This organisation is closed: nothing can be changed or awarded any more."
    polish = "Ta organizacja jest zamknięta: niczego już nie można w niej zmienić ani przyznać."
