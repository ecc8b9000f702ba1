"""The picture of a template in the editor: made from the title, put together, or uploaded."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Query, Response
from sqlalchemy.orm import Session

from issuer.api.uploads import file_response
from issuer.callers import Caller
from issuer.composed_pictures import composition_of, draw_composition, store_composition
from issuer.errors import Fault, InvalidInputError
from issuer.pictures.badge import Icon
from issuer.pictures.composition import Composition
from issuer.uploads import OpenedFile, UploadPurpose, store_upload
from issuer.web.forms import attempt

router = APIRouter(tags=["pages"], include_in_schema=False)

IMAGE = "/image"
"""The field that holds the id of the picture."""
KIND = "picture"
FROM_TITLE, COMPOSED, FROM_FILE = "title", "composed", "file"
LETTERS = "letters"

Typed = Mapping[str, str]
Choice = Annotated[str, Query(max_length=300)]


@dataclass(frozen=True)
class KeptPicture:
    """A form after its picture was kept, and what was wrong with that, by field."""

    typed: Typed
    faults: Mapping[str, Fault]


@router.get("/templates/composed.svg")
def show_composed(
    shape: Choice = "", colour: Choice = "", mark: Choice = "", letters: Choice = "",
    title: Choice = "", language: Choice = "",
) -> Response:  # fmt: skip
    """Return the picture of these choices; raises `InvalidInputError` if none can be drawn."""
    typed = {
        "composer/shape": shape,
        "composer/colour": colour,
        "composer/mark": mark,
        "composer/letters": letters,
        "composer/wording": language,
    }
    made = draw_composition(_composition(typed), {language: title.replace("\0", "")})
    return file_response(OpenedFile("image/svg+xml", made), caching="private, max-age=600")


def picture_fields(session: Session, caller: Caller, image: str | None) -> dict[str, str]:
    """Return what stands in the fields of the picture for a template with this `image`."""
    choices = composition_of(session, caller, UUID(image)) if image else None
    usual = choices or Composition()
    is_drawing = isinstance(usual.mark, Icon)
    kind = (COMPOSED if choices else FROM_FILE) if image else FROM_TITLE
    return {
        IMAGE: image or "",
        KIND: kind,
        "composer/shape": usual.shape.value,
        "composer/colour": usual.colour,
        "composer/mark": usual.mark.value if isinstance(usual.mark, Icon) else LETTERS,
        "composer/letters": "" if is_drawing else str(usual.mark),
        "composer/wording": usual.wording or "",
    }


def keep_picture(
    session: Session,
    caller: Caller,
    typed: Typed,
    file: tuple[str, bytes] | None,
    *,
    titles: Typed,
    draws: bool,
    now: datetime,
) -> KeptPicture:
    """Keep the picture that a form brings, so that no later fault of the form can lose it.

    What is put together is drawn and kept only if `draws`, that is, when the form is saved.
    """
    try:
        with attempt(session):
            if file is not None:
                upload = store_upload(session, caller, UploadPurpose.PICTURE, *file, now=now)
            elif typed.get(KIND) == COMPOSED and draws:
                upload = store_composition(
                    session, caller, _composition(typed), titles, current=_id(typed), now=now
                )
            else:
                return KeptPicture(typed, _lack(session, caller, typed) if draws else {})
    except InvalidInputError as error:
        kind = FROM_FILE if file is not None else COMPOSED
        return KeptPicture({**typed, KIND: kind}, _named(error))
    kind = FROM_FILE if file is not None else COMPOSED
    return KeptPicture({**typed, IMAGE: str(upload.id), KIND: kind}, {})


def preview_of(typed: Typed, titles: Typed) -> str:
    """Return the address of the picture that the choices of the composer make now."""
    wording = typed.get("composer/wording", "")
    title = titles.get(wording, "")
    asked = {
        name: typed.get(f"composer/{name}", "") for name in ("shape", "colour", "mark", "letters")
    }
    return "/templates/composed.svg?" + urlencode(
        {**asked, "title": title[:250], "language": wording if title else ""}
    )


def _composition(typed: Typed) -> Composition:
    mark, letters = typed.get("composer/mark", ""), typed.get("composer/letters", "").strip()
    chosen = Composition.chosen(
        shape=typed.get("composer/shape", ""),
        colour=typed.get("composer/colour", ""),
        icon="" if mark == LETTERS else mark,
        wording=typed.get("composer/wording", ""),
    )
    return replace(chosen, mark=letters) if mark == LETTERS else chosen


def _lack(session: Session, caller: Caller, typed: Typed) -> dict[str, Fault]:
    """Return that a file is wanted where none was ever sent."""
    image = _id(typed)
    if typed.get(KIND) != FROM_FILE:
        return {}
    if image is not None and composition_of(session, caller, image) is None:
        return {}
    return {"image": _NO_FILE}


def _named(error: InvalidInputError) -> dict[str, Fault]:
    names = {"/file": "image", "/letters": "composer/letters", "/colour": "composer/colour"}
    return {names.get(fault.pointer, "image"): fault for fault in error.faults}


def _id(typed: Typed) -> UUID | None:
    try:
        return UUID(typed.get(IMAGE, ""))
    except ValueError:
        return None


_NO_FILE = Fault(
    "/file",
    "no-file",
    "Choose a file, or let the picture be made from the title.",
    "Wybierz plik albo pozwól utworzyć obraz z tytułu.",
)
