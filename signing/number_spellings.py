"""Writing the numbers of a JSON text as JCS writes them: `3.0` and `3e0` as 3.

Only for text of which a signature covers every byte, so that nobody but its signer can have chosen
how the numbers are written. Decision 0029 says where that is so.
"""

import math
import re
from decimal import Decimal

import rfc8785

# A text as a whole, or a number with nothing of it left over on either side.
_TEXT_OR_NUMBER = re.compile(
    r'"(?:[^"\\]++|\\.)*+"'
    r"|(?<![^\s,:\[])(-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?)(?![^\s,\]}])",
    re.DOTALL,
)
_LONGEST = 32


def respelled(text: str) -> str:
    """Return `text` with each of its numbers as JCS writes it, and nothing else changed.

    A number that no double holds exactly stays as it is: readers with more digits than a double has
    would take it for another one.
    """
    return _TEXT_OR_NUMBER.sub(lambda found: _spelled(found[1]) if found[1] else found[0], text)


def _spelled(number: str) -> str:
    value = float(number)
    if len(number) > _LONGEST or not math.isfinite(value):
        return number
    try:
        canonical = rfc8785.dumps(value).decode()
        return canonical if Decimal(canonical) == Decimal(number) else number
    except ArithmeticError:
        return number
