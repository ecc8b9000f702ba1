"""All tables together, and the report on each of their rows, made once."""

from functools import cache

from verifier.report import Report

from .cases import Case, report_on
from .good_documents import GOOD
from .hostile_contents import HOSTILE_CONTENTS
from .hostile_contexts import HOSTILE_CONTEXTS
from .hostile_json import HOSTILE_JSON
from .hostile_keys import HOSTILE_KEYS
from .hostile_proofs import HOSTILE_PROOFS
from .key_places import KEY_PLACES
from .other_credentials import OTHERS
from .refresh_cases import REFRESHED
from .revocation_list_cases import REVOCATION_LISTS
from .shared_ids import SHARED_IDS
from .status_cases import STATUSES
from .status_kinds import STATUS_KINDS
from .token_cases import TOKENS
from .token_keys import TOKEN_KEYS

CASES: tuple[Case, ...] = (
    *GOOD,
    *HOSTILE_JSON,
    *HOSTILE_CONTEXTS,
    *HOSTILE_PROOFS,
    *HOSTILE_KEYS,
    *HOSTILE_CONTENTS,
    *OTHERS,
    *TOKENS,
    *TOKEN_KEYS,
    *STATUSES,
    *STATUS_KINDS,
    *REVOCATION_LISTS,
    *REFRESHED,
    *KEY_PLACES,
    *SHARED_IDS,
)
_BY_NAME = {case.name: case for case in CASES}


@cache
def report_named(name: str) -> Report:
    """Return the report on the row of this name."""
    return report_on(_BY_NAME[name])
