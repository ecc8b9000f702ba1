"""Fields that several request bodies share; texts are checked by the rules of the service.

Bodies are validated strictly, and FastAPI does so after parsing: the text of an id, an instant or
a name of an enumeration would be refused for being text. `FROM_TEXT` lets these be text, and
nothing else, as JSON has no other form for them.
"""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field

from issuer.text.emails import accepted_email
from issuer.text.names import person_name


def _only_text(value: Any) -> Any:  # noqa: ANN401 - whatever was sent, before it is checked
    if not isinstance(value, str | UUID | date):
        raise ValueError("this must be text")  # noqa: TRY004 - pydantic reports ValueErrors
    return value


FROM_TEXT = (Field(strict=False), BeforeValidator(_only_text))

Id = Annotated[UUID, *FROM_TEXT]
Instant = Annotated[AwareDatetime, *FROM_TEXT]
Day = Annotated[date, *FROM_TEXT]
Email = Annotated[str, AfterValidator(accepted_email), Field(examples=["anna@example.org"])]
PersonName = Annotated[str, AfterValidator(person_name), Field(examples=["Anna Nowak"])]
Password = Annotated[
    str,
    Field(max_length=4000, description="At least 12 characters.", examples=["cztery zwykłe słowa"]),
]
Token = Annotated[
    str, Field(max_length=200, description="The end of the link in a mail.", examples=["Zm9v…"])
]
