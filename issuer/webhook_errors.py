"""What can go wrong with webhooks."""

from issuer.errors import ConflictError, NotFoundError


class WebhookNotFoundError(NotFoundError):
    """The organisation has no such webhook."""

    english = "There is no webhook {webhook} in your organisation."
    polish = "W Twojej organizacji nie ma webhooka {webhook}."


class TooManyWebhooksError(ConflictError):
    """The organisation has as many webhooks as it may."""

    english = "An organisation can have {most} webhooks at most. Delete one first."
    polish = "Organizacja może mieć najwyżej {most} webhooków. Najpierw usuń jeden z nich."
