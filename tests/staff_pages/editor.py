"""Somebody at the editor of templates, who presses its buttons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from httpx2 import Response
from issuing import Issuer
from sqlalchemy import select
from starlette.testclient import TestClient

from issuer.editions import content_of
from issuer.models import AchievementVersion

from .desk import forms_on

NEW = "/templates/new"
Typed = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Editor:
    """Somebody who writes templates."""

    client: TestClient
    issuer: Issuer

    def send(
        self, page: str, *typed: Typed, do: str = "", file: tuple[str, bytes] | None = None
    ) -> Response:
        """Press a button of the form as it stands at `page`, some fields of it filled anew."""
        return self.send_from(self.client.get(page).text, page, *typed, do=do, file=file)

    def send_from(
        self,
        text: str,
        page: str,
        *typed: Typed,
        do: str = "",
        file: tuple[str, bytes] | None = None,
    ) -> Response:
        """Press a button of the form to `page` that a page shows."""
        data: dict[str, Any] = dict(forms_on(text)[page].fields)
        for fields in typed:
            data |= fields
        if do:
            data["do"] = do
        files = {"image": file} if file else None
        return self.client.post(page, data=data, files=files, follow_redirects=False)

    def contents(self) -> list[dict[str, Any]]:
        """Return what each version of the only template says, the oldest first."""
        with self.issuer.service.database.reading() as session:
            versions = session.scalars(
                select(AchievementVersion).order_by(AchievementVersion.number)
            )
            return [content_of(each).as_json() for each in versions]


def fields_of(answer: Response, page: str = NEW) -> dict[str, list[str]]:
    """Return what stands in the form to `page` that an answer shows."""
    return forms_on(answer.text)[page].fields
