"""What a picture may carry: one credential as text, in one of two forms, within two limits."""

import re
from dataclasses import dataclass
from enum import Enum

from keys import strict_json
from keys.errors import JsonError, JsonTooDeepError, JsonTooLargeError
from signing.baking_errors import BakingLimitError, UnbakeableTextError

MAX_PICTURE_BYTES = 10 * 1024 * 1024
MAX_TEXT_BYTES = 1024 * 1024

# The CompactJws of Open Badges 3.0, section "Derived types", in ASCII.
_COMPACT_JWS = re.compile(r"[\w-]+\.[\w-]*\.[\w-]+", re.ASCII)


class TextForm(Enum):
    """How a credential was secured, which decides how it is written down."""

    COMPACT_JWS = "compact JWS"
    JSON = "JSON"


@dataclass(frozen=True)
class OlderBadge:
    """What a picture carries of Open Badges 1 or 2: an assertion, a token or an address."""

    text: str
    address: str | None = None
    """The address that an SVG gives beside the text, where the assertion is said to stand."""


def text_form(credential: str) -> TextForm:
    """Return the form of `credential`.

    Raises `UnbakeableTextError` for what is neither a compact JWS nor a JSON object that every
    reader understands alike, `BakingLimitError` for what this program would not read back.
    """
    if len(credential) > MAX_TEXT_BYTES:
        raise BakingLimitError("credential", MAX_TEXT_BYTES, "bytes")
    if _COMPACT_JWS.fullmatch(credential):
        return TextForm.COMPACT_JWS
    if not isinstance(_json(credential), dict):
        raise UnbakeableTextError("it is neither a compact JWS nor a JSON object")
    return TextForm.JSON


def check_picture_size(picture: bytes) -> bytes:
    """Return `picture`; raise `BakingLimitError` if it has more than 10 MiB."""
    if len(picture) > MAX_PICTURE_BYTES:
        raise BakingLimitError("picture", MAX_PICTURE_BYTES, "bytes")
    return picture


def check_text_size(text: bytes) -> bytes:
    """Return `text`; raise `BakingLimitError` if it has more than 1 MiB."""
    if len(text) > MAX_TEXT_BYTES:
        raise BakingLimitError("credential", MAX_TEXT_BYTES, "bytes")
    return text


def _json(credential: str) -> object:
    try:
        return strict_json.read(credential, limit=MAX_TEXT_BYTES)
    except JsonTooLargeError as error:
        raise BakingLimitError("credential", error.limit, "bytes") from error
    except JsonTooDeepError as error:
        raise BakingLimitError("credential", error.depth, "levels") from error
    except JsonError as error:
        raise UnbakeableTextError(
            f"it is neither a compact JWS nor a JSON object: {error.reason}"
        ) from error
