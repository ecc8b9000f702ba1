"""How a child may end without an answer; what its parent says of a badge then is elsewhere."""

from enum import Enum


class Ending(Enum):
    """Why there is no report; its value is the code in the report that is given instead."""

    OUT_OF_TIME = "verification-out-of-time"
    OUT_OF_MEMORY = "verification-out-of-memory"
    BROKE_OFF = "verification-broke-off"
