"""Slugs: the name of an organisation in addresses and in its did:web, chosen once (rule 7)."""

import hashlib
import re

from issuer.text.errors import InvalidSlugError, ReservedSlugError
from issuer.text.letters import folded

SHORTEST_SLUG, LONGEST_SLUG = 2, 63
"""The length of a DNS label, so that a slug can become a host of its own."""

# Single hyphens only: two would allow `xn--`, which shows as other letters in a host.
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RESERVED = frozenset((
    "account", "accounts", "achievement", "achievements", "admin", "administrator", "all", "api",
    "app", "assets", "audit", "auth", "award", "awards", "badge", "badges", "blog", "claim",
    "claims", "contact", "context", "contexts", "credential", "credentials", "dashboard", "demo",
    "did", "docs", "healthz", "help", "index", "ims", "insygnia", "issuer", "issuers", "jwks",
    "keys", "login", "logout", "mail", "me", "metrics", "new", "none", "null", "oauth", "oidc",
    "operator", "organisation", "organisations", "platform", "pomoc", "postmaster", "privacy",
    "readyz", "register", "reports", "root", "schema", "schemas", "security", "self", "settings",
    "sign-in", "sign-out", "static", "status", "support", "system", "test", "undefined", "user",
    "users", "verifier", "verify", "webmaster", "well-known", "www",
))  # fmt: skip


def accepted_slug(text: str) -> str:
    """Return `text` if it can be a slug: 2–63 lower-case ASCII letters, digits, single hyphens.

    Raises `InvalidSlugError`, or `ReservedSlugError` for names the service uses itself.
    """
    if not SHORTEST_SLUG <= len(text) <= LONGEST_SLUG or not _SLUG.fullmatch(text):
        raise InvalidSlugError(SHORTEST_SLUG, LONGEST_SLUG)
    if text in _RESERVED:
        raise ReservedSlugError(text)
    return text


def slug_from(name: str) -> str:
    """Return a slug to propose for an organisation's `name`; always an accepted one.

    “Politechnika Łódzka” becomes “politechnika-lodzka”. A name without Latin letters gets `org-`
    and eight digits of its hash. Whether the slug is still free is for the caller to see.
    """
    words = "-".join(re.findall(r"[a-z0-9]+", folded(name)))
    slug = words[:LONGEST_SLUG].rstrip("-")
    if len(slug) < SHORTEST_SLUG:
        digest = hashlib.blake2b(name.encode(errors="surrogatepass"), digest_size=4)
        return f"org-{digest.hexdigest()}"
    return f"org-{slug}" if slug in _RESERVED else slug
