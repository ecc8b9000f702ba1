"""Errors of this package.

    Error
    ├── UnsafeDocumentError        what the document says is not what a proof would cover
    │   └── DisagreementError      its JSON and its RDF say different things
    ├── LimitError                 too much to look at: nobody can tell
    │   ├── DocumentTooLargeError  more statements than allowed
    │   ├── DocumentTooLongError   more characters in them than allowed
    │   └── GraphTooComplexError   blank nodes that would take too long to name
    ├── UnsuitableContextError     the contexts of a document are not those of a credential
    ├── UnknownCryptosuiteError
    ├── MalformedProofError        a proof that lacks what its suite needs
    ├── UnplannableError           a template for which no plan can be made
    ├── UnplannedError             a document that is not one for its plan
    ├── PlanMismatchError          a plan that does not do what the generic path does
    ├── PointerError               a JSON pointer that leads nowhere
    ├── JwtError                   a token that is not a VC-JWT of Open Badges 3.0
    ├── ForeignIssuerError         a key that is not the issuer's
    ├── ForeignMethodError         a method that is not the key's
    └── (baking and status lists: see `baking_errors` and `status_list_errors`)

A signature that does not fit is `keys.errors.InvalidSignatureError`; a context that is not on
the list is `contexts.errors.UnknownContextError`.
"""

from collections.abc import Sequence

from contexts.vocabulary.findings import Violation
from keys.signer import Algorithm


class Error(Exception):
    """Base of every error that signing raises."""


class UnsafeDocumentError(Error):
    """The document must not be signed, and a proof over it proves nothing."""

    def __init__(self, problems: Sequence[Violation]) -> None:
        first = problems[0]
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(f"At {first.pointer or '/'}: {first.message_en.rstrip('.')}{more}.")
        self.problems = tuple(problems)


class DisagreementError(UnsafeDocumentError):
    """Reading the document as JSON and as RDF gives different answers (rule 1)."""


class LimitError(Error):
    """A limit for strangers' documents is exceeded, so the answer is "could not check"."""


class DocumentTooLargeError(LimitError):
    """The document makes more statements than the limit."""

    def __init__(self, statements: int, limit: int) -> None:
        super().__init__(f"The document makes {statements} statements; the limit is {limit}.")
        self.statements = statements
        self.limit = limit


class DocumentTooLongError(LimitError):
    """The statements of the document take more characters than the limit."""

    def __init__(self, characters: int, limit: int) -> None:
        super().__init__(
            f"The statements of the document have {characters} characters; the limit is {limit}."
        )
        self.characters = characters
        self.limit = limit


class GraphTooComplexError(LimitError):
    """Naming the blank nodes would take more steps than the budget (rule 4)."""

    def __init__(self, budget: int) -> None:
        super().__init__(
            f"The document's nameless objects are too entangled to check within {budget} steps."
        )
        self.budget = budget


class UnsuitableContextError(Error):
    """The list of contexts is not one that a credential may have (rule 2)."""

    def __init__(self, pointer: str, reason: str) -> None:
        super().__init__(f"The contexts at {pointer} cannot be used: {reason}.")
        self.pointer = pointer
        self.reason = reason


class UnknownCryptosuiteError(Error):
    """A proof is of a suite that Insygnia does not know."""

    def __init__(self, name: str) -> None:
        super().__init__(f"The proof is of the kind {name}, which Insygnia does not know.")
        self.name = name


class MalformedProofError(Error):
    """A proof lacks something that its suite needs, or carries what it must not."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The proof is malformed: {reason}.")
        self.reason = reason


class PointerError(Error):
    """A JSON pointer (RFC 6901) is malformed or leads nowhere in the document."""

    def __init__(self, pointer: str, reason: str) -> None:
        super().__init__(f"The JSON pointer {pointer!r} {reason}.")
        self.pointer = pointer
        self.reason = reason


class JwtError(Error):
    """A token is not a VC-JWT as Open Badges 3.0 defines it."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The token is not a proper VC-JWT: {reason}.")
        self.reason = reason


class ForeignIssuerError(Error):
    """The key that is to sign is not the issuer's."""

    def __init__(self, issuer: str, method: str) -> None:
        super().__init__(
            f"The issuer of the document is {issuer}, but the key would sign as {method}; name the "
            "address under which the issuer publishes this key."
        )
        self.issuer = issuer
        self.method = method


class ForeignMethodError(Error):
    """The verification method names another key than the one that is to sign."""

    def __init__(self, method: str, algorithm: Algorithm) -> None:
        super().__init__(f"{method} does not name the {algorithm.value} key that is to sign.")
        self.method = method


class UnplannableError(Error):
    """No plan can be made for a template: its badges take the generic path."""

    def __init__(self, reason: str, pointers: Sequence[str] = ()) -> None:
        where = f" at {', '.join(pointers)}" if pointers else ""
        super().__init__(f"No plan can be made: {reason}{where}.")
        self.reason = reason
        self.pointers = tuple(pointers)
        """The slots without which there may be a plan."""


class UnplannedError(Error):
    """A plan does not answer for this document: it takes the generic path."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The plan does not hold for this document: {reason}.")
        self.reason = reason


class PlanMismatchError(Error):
    """A plan gave another canonical form than the generic path: it must not be used again."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"A plan and the generic path disagree: {reason}.")
        self.reason = reason
