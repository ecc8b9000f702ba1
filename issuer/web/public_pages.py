"""The public pages of what can be earned and of who awards it."""

from fastapi import Request, Response

from issuer.badge_contents import read_alignments
from issuer.editions import PublishedEdition
from issuer.models import Organisation
from issuer.web.badge_files import spoken
from issuer.web.rendering import page


class Pages:
    """What `issuer.api.public_documents` shows to people; the same addresses serve the data."""

    def edition(self, request: Request, edition: PublishedEdition) -> Response:
        """Return the page of an achievement, as the badges that name it have it."""
        document = edition.document
        values = {
            "edition": edition,
            "document": document,
            "criteria": document.get("criteria", {}),
            "alignments": read_alignments(document),
            "picture": document.get("image", {}).get("id"),
            "issuer": edition.organisation,
            "here": request.url.path,
        }
        return page(request, "edition.html", values, fallback_language=spoken(edition.language))

    def organisation(self, request: Request, organisation: Organisation) -> Response:
        """Return the page of an organisation."""
        values = {"issuer": organisation, "here": request.url.path}
        language = spoken(organisation.language)
        return page(request, "issuer.html", values, fallback_language=language)
