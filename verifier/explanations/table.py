"""What each code of the report is: its kind (`kinds`), and the clause of the standard behind it.

Every code of `verifier.texts.TEXTS` stands here; a test wants it.
"""

from collections.abc import Mapping

from verifier.explanations.files_and_proofs import FILES_AND_PROOFS
from verifier.explanations.open_badges_2 import OPEN_BADGES_2_TABLE
from verifier.explanations.rows import Row
from verifier.explanations.validity import VALIDITY

TABLE: Mapping[str, Row] = {**FILES_AND_PROOFS, **VALIDITY, **OPEN_BADGES_2_TABLE}
"""By code."""
