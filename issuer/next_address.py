"""Where to go after signing in: only to a path of our own."""

import re

# One slash at the start, and then only what the path and query of an address are made of (RFC 3986
# sections 3.3 and 3.4) with harmless escapes: no backslash, which browsers read as a slash, and no
# control character, plain or escaped, which could end a header.
_PATH = re.compile(
    r"/(?!/)(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%(?![01][0-9A-Fa-f]|7[Ff]|5[Cc])[0-9A-Fa-f]{2})*"
)
_LONGEST = 2000


def next_address(wanted: str | None) -> str:
    """Return `wanted` if it is a path of our own, else `/`."""
    if wanted is None or len(wanted) > _LONGEST or not _PATH.fullmatch(wanted):
        return "/"
    # Browsers take dots away before they look: `/.//evil.example` is `//evil.example`.
    segments = wanted.partition("?")[0].split("/")[1:]
    if "" in segments[:-1] or any(_is_dots(segment) for segment in segments):
        return "/"
    return wanted


def _is_dots(segment: str) -> bool:
    return segment.lower().replace("%2e", ".") in {".", ".."}
