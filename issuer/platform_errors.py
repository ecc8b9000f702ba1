"""What can go wrong with the identity of the installation itself."""

from issuer.errors import NotFoundError


class PlatformWithoutDidError(NotFoundError):
    """This installation has no DID of its own: it is a demonstration, or was just updated."""

    english = (
        "This installation has no DID of its own. At a public https address it gets one when it "
        "is started or when insygnia db upgrade runs; on this machine there is none."
    )
    polish = (
        "Ta instalacja nie ma własnego identyfikatora DID. Pod publicznym adresem https otrzymuje "
        "go przy uruchomieniu lub przy insygnia db upgrade; na tym komputerze go nie ma."
    )
