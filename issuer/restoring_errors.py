"""What can go wrong while revocations are replayed into a restored database."""

from issuer.errors import ConflictError


class ForeignListError(ConflictError):
    """A signed list that is none of this installation's, or not of the organisation that has it."""

    english = (
        "The list {list} is not one of this installation: its issuer {issuer} is no organisation "
        "here, or the list belongs to another one, or has another length. Nothing was changed."
    )
    polish = (
        "Lista {list} nie pochodzi z tej instalacji: jej wydawca {issuer} nie jest tutejszą "
        "organizacją albo lista należy do innej organizacji lub ma inną długość. Nic nie zostało "
        "zmienione."
    )
