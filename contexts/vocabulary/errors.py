"""What the vocabulary raises by itself: only the reading of dates and times can fail."""


class VocabularyError(ValueError):
    """Base of the errors of this package."""


class NotAnInstantError(VocabularyError):
    """A text is no point in time with a zone, in the form of RFC 3339."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(
            f"{text[:40]!r} is not a date and time with a zone, such as 2026-05-31T12:00:00Z."
        )


class NotADateError(VocabularyError):
    """A text is no calendar date in the form YYYY-MM-DD."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(f"{text[:40]!r} is not a calendar date, such as 2026-05-31.")
