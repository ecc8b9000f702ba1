"""What can go wrong with keys, their published forms and their keeping.

Error
├── MalformedKeyError          not a key at all
│   └── UnsafeKeyError         a key that protects nothing
├── UnsuitableKeyError         a good key, in the wrong place
├── InvalidSignatureError
├── MultibaseError
├── JsonError                  not the JSON that everybody reads alike
│   ├── JsonTooLargeError      over a limit: not looked at
│   ├── JsonTooManyError
│   └── JsonTooDeepError
├── DidError
│   └── UnknownDidMethodError
├── KeyFileError
├── UnknownSignerSchemeError
├── MissingKekError
├── MalformedKekError
├── WrongKekError
└── MalformedEnvelopeError
"""

from keys.signer import Algorithm


class Error(Exception):
    """Anything that this package refuses."""


class MalformedKeyError(Error):
    """What was given is not a key of the form expected."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"This is not a usable key: {reason}.")
        self.reason = reason


class UnsafeKeyError(MalformedKeyError):
    """A well-formed key under which signatures prove nothing."""


class UnsuitableKeyError(Error):
    """A key of this algorithm cannot serve this purpose."""

    def __init__(self, purpose: str, algorithm: Algorithm) -> None:
        super().__init__(f"A key of the kind {algorithm.value} cannot be used for {purpose}.")
        self.purpose = purpose
        self.algorithm = algorithm


class InvalidSignatureError(Error):
    """The signature was not made over this message by this key."""

    def __init__(self) -> None:
        super().__init__("The signature does not belong to this message and this key.")


class MultibaseError(Error):
    """The text is not canonical base58btc or base64url."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The encoded text cannot be read: {reason}.")
        self.reason = reason


class JsonError(Error):
    """The text is not JSON, or is JSON that two readers may understand differently."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The JSON cannot be accepted: {reason}.")
        self.reason = reason


class JsonTooLargeError(JsonError):
    """The text is longer than this program reads."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"it is longer than {limit} bytes")
        self.limit = limit


class JsonTooManyError(JsonError):
    """The text holds more values than this program reads."""

    def __init__(self, values: int) -> None:
        super().__init__(f"it holds more than {values} values")
        self.values = values


class JsonTooDeepError(JsonError):
    """The text nests objects and arrays deeper than this program reads."""

    def __init__(self, depth: int) -> None:
        super().__init__(f"it is nested deeper than {depth} levels")
        self.depth = depth


class DidError(Error):
    """The identifier or its document breaks the rules of its DID method."""

    def __init__(self, did: str, reason: str) -> None:
        super().__init__(f"The identifier {did[:200]!a} cannot be used: {reason}.")
        self.did = did
        self.reason = reason


class UnknownDidMethodError(DidError):
    """The DID may be right, but this program does not know its method."""

    def __init__(self, did: str) -> None:
        super().__init__(did, "its DID method is not known here")


class KeyFileError(Error):
    """The key file cannot be written, read or trusted."""

    def __init__(self, path: object, reason: str) -> None:
        super().__init__(f"The key file {path} cannot be used: {reason}.")
        self.path = path
        self.reason = reason


class UnknownSignerSchemeError(Error):
    """No backend answers to the scheme of the signer's URI."""

    def __init__(self, uri: str) -> None:
        scheme, colon, _ = uri.partition(":")
        # The rest of a signer's URI may carry a PIN, so only the scheme is shown.
        shown = f'the scheme "{scheme}"' if colon else "a bare path: write file:PATH"
        super().__init__(f"No signer is known for {shown}.")
        self.uri = uri


class MissingKekError(Error):
    """No key-encryption key was given, and nobody can be asked."""

    def __init__(self) -> None:
        super().__init__(
            "Private keys are kept encrypted: set one of INSYGNIA_KEK_FILE, INSYGNIA_KEK or "
            "INSYGNIA_KEK_PASSPHRASE."
        )


class MalformedKekError(Error):
    """What was given as key-encryption key cannot be one."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The key-encryption key cannot be used: {reason}.")
        self.reason = reason


class WrongKekError(Error):
    """The envelope does not open: another key sealed it, or the record was changed or moved."""

    def __init__(self) -> None:
        super().__init__(
            "The private key cannot be decrypted: the key-encryption key or passphrase is another "
            "one, or the record was changed or moved."
        )


class MalformedEnvelopeError(Error):
    """What was stored as an envelope cannot be one."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The encrypted record cannot be read: {reason}.")
        self.reason = reason
