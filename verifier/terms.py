"""Whether a proof can cover all of a credential (rule 1)."""

from collections.abc import Mapping

from contexts.errors import UnknownContextError
from keys.strict_json import Json
from signing.agreement import check_agreement
from signing.canonical import Canonicaliser
from signing.errors import LimitError, UnsafeDocumentError, UnsuitableContextError
from verifier.report import Check, Name, Outcome

_COVERED = Check(Name.TERMS, Outcome.PASSED, "terms-covered")


def terms_check(document: Mapping[str, Json], reading: Canonicaliser) -> Check:
    """Return the check "terms": that everything in the document is what a proof can cover."""
    bare = reading.without_proofs(document)
    try:
        reading.check_covered(bare, check_agreement)
    except UnsafeDocumentError as e:
        return Check(Name.TERMS, Outcome.FAILED, "terms-not-covered", details=e.problems)
    except UnsuitableContextError as e:
        return Check(Name.TERMS, Outcome.FAILED, "contexts-unsuitable", {"detail": str(e)})
    except UnknownContextError as e:
        return Check(Name.TERMS, Outcome.UNDECIDED, "context-unknown", {"context": e.url})
    except LimitError as e:
        return Check(Name.TERMS, Outcome.UNDECIDED, "document-over-limit", {"detail": str(e)})
    return _COVERED
