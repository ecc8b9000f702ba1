"""Who may call what: every route of the service stands here, or the service does not start."""

from collections.abc import Mapping
from enum import Enum
from typing import TypeAlias

from issuer.rights import Right


class Access(Enum):
    """Kinds of access that are not a right in an organisation."""

    PUBLIC = "public"
    """Anybody."""
    SIGNED_IN = "signed in"
    """Any person with an account, whatever their rights."""
    MEMBER = "member"
    """Anybody who works for an organisation, and its programs."""
    OPERATOR = "operator"
    """The operators of the platform."""
    RECIPIENT = "recipient"
    """Whoever holds the link or the session of one award; the route itself looks."""


Permission: TypeAlias = Access | Right

AWARDS: Mapping[tuple[str, str], Permission] = {
    ("POST", "/api/v1/achievements/{achievement_id}/awards"): Right.AWARD,
    ("GET", "/api/v1/achievements/{achievement_id}/import-template.xlsx"): Right.READ,
    ("GET", "/api/v1/batches"): Right.READ,
    ("POST", "/api/v1/batches"): Right.AWARD,
    ("GET", "/api/v1/batches/{batch_id}"): Right.READ,
    ("GET", "/api/v1/batches/{batch_id}/rows"): Right.READ,
    ("GET", "/api/v1/batches/{batch_id}/report.csv"): Right.READ,
    ("GET", "/api/v1/batches/{batch_id}/report.xlsx"): Right.READ,
    ("GET", "/api/v1/batches/{batch_id}/workbook.xlsx"): Right.READ,
    ("POST", "/api/v1/batches/{batch_id}/confirm"): Right.AWARD,
    ("POST", "/api/v1/batches/{batch_id}/pause"): Right.AWARD,
    ("POST", "/api/v1/batches/{batch_id}/resume"): Right.AWARD,
    ("POST", "/api/v1/batches/{batch_id}/cancel"): Right.AWARD,
    ("POST", "/api/v1/batches/{batch_id}/undo"): Right.AWARD,
    ("POST", "/api/v1/batches/{batch_id}/revoke"): Right.AWARD,
    ("GET", "/api/v1/awards/{award_id}"): Right.READ,
    ("POST", "/api/v1/awards/{award_id}/revoke"): Right.AWARD,
    ("POST", "/api/v1/awards/{award_id}/resend"): Right.AWARD,
    ("POST", "/api/v1/awards/{award_id}/correct"): Right.AWARD,
    ("GET", "/api/v1/keys"): Right.READ,
    ("POST", "/api/v1/keys/rotate"): Right.KEYS,
}
PUBLISHED: Mapping[tuple[str, str], Permission] = {
    ("GET", "/issuers/{slug}/did.json"): Access.PUBLIC,
    ("GET", "/issuers/{slug}/keys/{thumbprint}"): Access.PUBLIC,
    ("GET", "/.well-known/jwks.json"): Access.PUBLIC,
    ("GET", "/.well-known/did.json"): Access.PUBLIC,
    ("GET", "/status/{list_id}"): Access.PUBLIC,
    ("POST", "/api/v1/verify"): Access.PUBLIC,
    ("OPTIONS", "/api/v1/verify"): Access.PUBLIC,
    ("GET", "/api/v1/openapi.json"): Access.PUBLIC,
    ("GET", "/problems/{slug}"): Access.PUBLIC,
}
PEOPLE: Mapping[tuple[str, str], Permission] = {
    ("POST", "/api/v1/sessions"): Access.PUBLIC,
    ("POST", "/api/v1/sessions/link"): Access.PUBLIC,
    ("POST", "/api/v1/sessions/oidc"): Access.PUBLIC,
    ("GET", "/api/v1/sessions/oidc/callback"): Access.PUBLIC,
    ("PUT", "/api/v1/sessions/current/organisation"): Access.SIGNED_IN,
    ("DELETE", "/api/v1/sessions/current"): Access.SIGNED_IN,
    ("GET", "/api/v1/me"): Access.SIGNED_IN,
    ("PATCH", "/api/v1/me"): Access.SIGNED_IN,
    ("POST", "/api/v1/me/password"): Access.SIGNED_IN,
    ("POST", "/api/v1/password-resets"): Access.PUBLIC,
    ("POST", "/api/v1/password-resets/redeem"): Access.PUBLIC,
    ("GET", "/api/v1/members"): Right.READ,
    ("PUT", "/api/v1/members/{person_id}/roles"): Right.MEMBERS,
    ("DELETE", "/api/v1/members/{person_id}"): Right.MEMBERS,
    ("GET", "/api/v1/invitations"): Right.MEMBERS,
    ("POST", "/api/v1/invitations"): Right.MEMBERS,
    ("POST", "/api/v1/invitations/{invitation_id}/resend"): Right.MEMBERS,
    ("DELETE", "/api/v1/invitations/{invitation_id}"): Right.MEMBERS,
    ("POST", "/api/v1/invitations/accept"): Access.PUBLIC,
    ("GET", "/api/v1/api-keys"): Right.MEMBERS,
    ("POST", "/api/v1/api-keys"): Right.MEMBERS,
    ("DELETE", "/api/v1/api-keys/{key_id}"): Right.MEMBERS,
}

PAGES: Mapping[tuple[str, str], Permission] = {
    ("GET", "/static/{name}"): Access.PUBLIC,
    ("GET", "/credentials/{badge_id}"): Access.PUBLIC,
    ("GET", "/credentials/{badge_id}.json"): Access.PUBLIC,
    ("GET", "/credentials/{badge_id}.jwt"): Access.PUBLIC,
    ("GET", "/credentials/{badge_id}.png"): Access.PUBLIC,
    ("GET", "/credentials/{badge_id}.svg"): Access.PUBLIC,
    ("GET", "/credentials/{badge_id}.pdf"): Access.PUBLIC,
    ("GET", "/credentials/{badge_id}/share.png"): Access.PUBLIC,
    ("GET", "/credentials/{badge_id}/qr.svg"): Access.PUBLIC,
    ("GET", "/credentials/{badge_id}/evidence/{upload_id}"): Access.PUBLIC,
    ("OPTIONS", "/credentials/{badge_id}"): Access.PUBLIC,
    ("OPTIONS", "/credentials/{badge_id}.json"): Access.PUBLIC,
    ("OPTIONS", "/credentials/{badge_id}.jwt"): Access.PUBLIC,
    ("POST", "/credentials/{badge_id}/visibility"): Access.RECIPIENT,
    ("GET", "/claim/{token}"): Access.RECIPIENT,
    ("GET", "/claim/{token}/picture"): Access.RECIPIENT,
    ("GET", "/claim/{token}/decline"): Access.RECIPIENT,
    ("POST", "/claim/{token}"): Access.RECIPIENT,
    ("POST", "/claim/{token}/decline"): Access.RECIPIENT,
    ("GET", "/my"): Access.RECIPIENT,
    ("GET", "/my/ask"): Access.RECIPIENT,
    ("GET", "/my/{token}"): Access.RECIPIENT,
    ("POST", "/my"): Access.RECIPIENT,
    ("POST", "/my/end"): Access.RECIPIENT,
    ("POST", "/my/{token}"): Access.RECIPIENT,
    ("POST", "/my/{badge_id}/claim"): Access.RECIPIENT,
}

STAFF_PAGES: Mapping[tuple[str, str], Permission] = {
    ("GET", "/"): Access.PUBLIC,
    ("GET", "/verify"): Access.PUBLIC,
    ("POST", "/verify"): Access.PUBLIC,
    ("GET", "/verify/codes"): Access.PUBLIC,
    ("GET", "/verify/codes/{code}"): Access.PUBLIC,
    ("POST", "/verify/report.pdf"): Access.PUBLIC,
    ("POST", "/verify/keep"): Access.PUBLIC,
    # What is kept has an address that nobody can guess: whoever has it may see it.
    ("GET", "/reports/{token}"): Access.PUBLIC,
    ("GET", "/reports/{token}.json"): Access.PUBLIC,
    ("GET", "/reports/{token}.pdf"): Access.PUBLIC,
    ("GET", "/reports/{token}/remove/{removal}"): Access.PUBLIC,
    ("POST", "/reports/{token}/remove/{removal}"): Access.PUBLIC,
    ("GET", "/mail"): Access.PUBLIC,
    ("GET", "/mail/{mail_id}"): Access.PUBLIC,
    ("GET", "/mail/{mail_id}/body"): Access.PUBLIC,
    ("GET", "/sign-in"): Access.PUBLIC,
    ("POST", "/sign-in"): Access.PUBLIC,
    ("GET", "/sign-in/{token}"): Access.PUBLIC,
    ("POST", "/sign-in/{token}"): Access.PUBLIC,
    ("POST", "/sign-out"): Access.SIGNED_IN,
    ("GET", "/reset"): Access.PUBLIC,
    ("POST", "/reset"): Access.PUBLIC,
    ("GET", "/reset/{token}"): Access.PUBLIC,
    ("POST", "/reset/{token}"): Access.PUBLIC,
    ("GET", "/invitations/{token}"): Access.PUBLIC,
    ("POST", "/invitations/{token}"): Access.PUBLIC,
    ("GET", "/templates"): Right.READ,
    ("GET", "/templates/new"): Right.TEMPLATES,
    ("POST", "/templates/new"): Right.TEMPLATES,
    ("POST", "/templates/markdown"): Right.TEMPLATES,
    ("GET", "/templates/composed.svg"): Right.TEMPLATES,
    ("GET", "/templates/{template_id}"): Right.READ,
    ("GET", "/templates/{template_id}/picture"): Right.READ,
    ("GET", "/templates/{template_id}/versions"): Right.READ,
    ("GET", "/templates/{template_id}/versions/difference"): Right.READ,
    ("GET", "/templates/{template_id}/edit"): Right.TEMPLATES,
    ("POST", "/templates/{template_id}/edit"): Right.TEMPLATES,
    ("POST", "/templates/{template_id}/activate"): Right.TEMPLATES,
    ("POST", "/templates/{template_id}/archive"): Right.TEMPLATES,
    ("POST", "/templates/{template_id}/reactivate"): Right.TEMPLATES,
    ("POST", "/templates/{template_id}/delete"): Right.TEMPLATES,
    ("GET", "/templates/{template_id}/award"): Right.AWARD,
    ("GET", "/templates/{template_id}/award/one"): Right.AWARD,
    ("POST", "/templates/{template_id}/award/one"): Right.AWARD,
    ("GET", "/templates/{template_id}/award/many"): Right.AWARD,
    ("GET", "/templates/{template_id}/import-template.xlsx"): Right.READ,
    ("GET", "/templates/{template_id}/import"): Right.AWARD,
    ("POST", "/templates/{template_id}/import"): Right.AWARD,
    ("GET", "/batches"): Right.READ,
    ("GET", "/batches/{batch_id}"): Right.READ,
    ("GET", "/batches/{batch_id}/progress.json"): Right.READ,
    ("POST", "/batches/{batch_id}/confirm"): Right.AWARD,
    ("POST", "/batches/{batch_id}/pause"): Right.AWARD,
    ("POST", "/batches/{batch_id}/resume"): Right.AWARD,
    ("POST", "/batches/{batch_id}/cancel"): Right.AWARD,
    ("POST", "/batches/{batch_id}/undo"): Right.AWARD,
    ("POST", "/batches/{batch_id}/revoke"): Right.AWARD,
    ("GET", "/awards"): Right.READ,
    ("GET", "/awards/{award_id}"): Right.READ,
    ("GET", "/awards/{award_id}/correct"): Right.AWARD,
    ("POST", "/awards/{award_id}/correct"): Right.AWARD,
    ("POST", "/awards/{award_id}/resend"): Right.AWARD,
    ("GET", "/awards/{award_id}/revoke"): Right.AWARD,
    ("POST", "/awards/{award_id}/revoke"): Right.AWARD,
    ("GET", "/awards/{award_id}/erase"): Right.ERASE,
    ("POST", "/awards/{award_id}/erase"): Right.ERASE,
    ("GET", "/organisation"): Right.READ,
    ("POST", "/organisation"): Right.ORGANISATION,
    ("POST", "/organisation/switch"): Access.SIGNED_IN,
    ("GET", "/organisation/members"): Right.READ,
    ("POST", "/organisation/invitations"): Right.MEMBERS,
    ("POST", "/organisation/invitations/{invitation_id}/resend"): Right.MEMBERS,
    ("POST", "/organisation/invitations/{invitation_id}/withdraw"): Right.MEMBERS,
    ("POST", "/organisation/members/{person_id}/roles"): Right.MEMBERS,
    ("POST", "/organisation/members/{person_id}/remove"): Right.MEMBERS,
    ("GET", "/organisation/keys"): Right.READ,
    ("POST", "/organisation/keys/rotate"): Right.KEYS,
    ("GET", "/organisation/api-keys"): Right.MEMBERS,
    ("POST", "/organisation/api-keys"): Right.MEMBERS,
    ("POST", "/organisation/api-keys/{key_id}/revoke"): Right.MEMBERS,
    ("GET", "/organisation/webhooks"): Right.ORGANISATION,
    ("POST", "/organisation/webhooks"): Right.ORGANISATION,
    ("GET", "/organisation/webhooks/{webhook_id}"): Right.ORGANISATION,
    ("POST", "/organisation/webhooks/{webhook_id}/rotate-secret"): Right.ORGANISATION,
    ("POST", "/organisation/webhooks/{webhook_id}/enable"): Right.ORGANISATION,
    ("POST", "/organisation/webhooks/{webhook_id}/delete"): Right.ORGANISATION,
    ("GET", "/organisation/audit"): Right.ORGANISATION,
    ("GET", "/operator"): Access.OPERATOR,
    ("POST", "/operator"): Access.OPERATOR,
    ("POST", "/operator/{organisation_id}/administrator"): Access.OPERATOR,
    ("GET", "/account"): Access.SIGNED_IN,
    ("POST", "/account"): Access.SIGNED_IN,
    ("POST", "/account/password"): Access.SIGNED_IN,
}

OPEN_TO_OTHER_SITES: frozenset[tuple[str, str]] = frozenset({("POST", "/api/v1/verify")})
"""What pages of other sites may call: these routes know no session and change nothing of ours."""

CHANGING_GETS: frozenset[str] = frozenset(
    {
        "/api/v1/sessions/oidc/callback",
        "/api/v1/awards/export.csv",
        "/api/v1/awards/export.xlsx",
    }
)
"""What a GET changes: it signs in, or stands in the audit trail. HEAD is not known here."""

TEMPLATES: Mapping[tuple[str, str], Permission] = {
    ("POST", "/api/v1/achievements"): Right.TEMPLATES,
    ("GET", "/api/v1/achievements"): Right.READ,
    ("GET", "/api/v1/achievements/{achievement_id}"): Right.READ,
    ("PATCH", "/api/v1/achievements/{achievement_id}"): Right.TEMPLATES,
    ("DELETE", "/api/v1/achievements/{achievement_id}"): Right.TEMPLATES,
    ("POST", "/api/v1/achievements/{achievement_id}/activate"): Right.TEMPLATES,
    ("POST", "/api/v1/achievements/{achievement_id}/archive"): Right.TEMPLATES,
    ("POST", "/api/v1/achievements/{achievement_id}/reactivate"): Right.TEMPLATES,
    ("GET", "/api/v1/achievements/{achievement_id}/picture"): Right.READ,
    # Which right a file needs depends on what it is for: the service looks.
    ("POST", "/api/v1/uploads"): Access.MEMBER,
    ("GET", "/api/v1/uploads/{upload_id}"): Right.READ,
}
ORGANISATIONS: Mapping[tuple[str, str], Permission] = {
    ("POST", "/api/v1/organisations"): Access.OPERATOR,
    ("GET", "/api/v1/organisations"): Access.OPERATOR,
    ("GET", "/api/v1/organisations/{organisation_id}"): Right.READ,
    ("PATCH", "/api/v1/organisations/{organisation_id}"): Right.ORGANISATION,
    ("POST", "/api/v1/organisations/{organisation_id}/close"): Access.OPERATOR,
    ("POST", "/api/v1/organisations/{organisation_id}/administrator"): Access.OPERATOR,
}
PUBLIC_DOCUMENTS: Mapping[tuple[str, str], Permission] = {
    (method, path): Access.PUBLIC
    for method in ("GET", "OPTIONS")
    for path in (
        "/achievements/{achievement_id}",
        "/achievements/{achievement_id}/{version}/{language}",
        "/issuers/{slug}",
    )
} | {("GET", "/uploads/{upload_id}"): Access.PUBLIC}
OPERATIONS: Mapping[tuple[str, str], Permission] = {
    ("GET", "/healthz"): Access.PUBLIC,
    ("GET", "/readyz"): Access.PUBLIC,
    # The route itself asks for the token of INSYGNIA_METRICS_TOKEN.
    ("GET", "/metrics"): Access.PUBLIC,
}

AWARD_LISTS: Mapping[tuple[str, str], Permission] = {
    ("GET", "/api/v1/awards"): Right.READ,
    ("GET", "/api/v1/achievements/{achievement_id}/awards"): Right.READ,
    ("GET", "/api/v1/awards/export.csv"): Right.READ,
    ("GET", "/api/v1/awards/export.xlsx"): Right.READ,
    ("GET", "/api/v1/audit"): Right.ORGANISATION,
}
WEBHOOKS: Mapping[tuple[str, str], Permission] = {
    ("POST", "/api/v1/webhooks"): Right.ORGANISATION,
    ("GET", "/api/v1/webhooks"): Right.ORGANISATION,
    ("DELETE", "/api/v1/webhooks/{webhook_id}"): Right.ORGANISATION,
    ("POST", "/api/v1/webhooks/{webhook_id}/rotate-secret"): Right.ORGANISATION,
    ("POST", "/api/v1/webhooks/{webhook_id}/enable"): Right.ORGANISATION,
    ("GET", "/api/v1/webhooks/{webhook_id}/deliveries"): Right.ORGANISATION,
}
ERASURE: Mapping[tuple[str, str], Permission] = {
    ("POST", "/api/v1/awards/{award_id}/erase"): Right.ERASE,
    ("POST", "/api/v1/erasures"): Right.ERASE,
    ("POST", "/api/v1/members/{person_id}/erase"): Right.ERASE,
    ("POST", "/api/v1/people/{person_id}/erase"): Access.OPERATOR,
}

PERMISSIONS: Mapping[tuple[str, str], Permission] = {
    **OPERATIONS,
    **PEOPLE,
    **AWARDS,
    **PUBLISHED,
    **TEMPLATES,
    **ORGANISATIONS,
    **PUBLIC_DOCUMENTS,
    **PAGES,
    **STAFF_PAGES,
    **AWARD_LISTS,
    **WEBHOOKS,
    **ERASURE,
}
"""By method and path, as the route declares it."""
