"""Makes api.md, the reference of the HTTP interface, from the routes and who may call them.

python docs/reference/make_api.py    write the page anew
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from issuer.api.permissions import PERMISSIONS, Access, Permission
from issuer.app import create_app
from issuer.composition import NoJobs, compose
from issuer.keyset import DEFAULT_PAGE, LARGEST_PAGE
from issuer.rates import KEY_READS, KEY_WRITES, PUBLIC_VERIFICATION, SIGN_IN
from issuer.settings import Settings

PAGE = Path(__file__).with_name("api.md")

Schema = Mapping[str, Any]

_FORM = re.compile(r"Body_(\w+?)_api_v1_\w+")
_METHODS = ("get", "post", "put", "patch", "delete")
_ITEMS, _PAGE_OF = "Listing_", "x-page-of"
_FAULTS = "HTTPValidationError"
_WHO = {
    Access.PUBLIC: "anybody",
    Access.SIGNED_IN: "people who are signed in",
    Access.MEMBER: "members of an organisation and its API keys; more depends on what is asked",
    Access.OPERATOR: "operators of the platform",
    Access.RECIPIENT: "whoever has the link from the mail, or the recipient's session",
}
_LIMITS = {
    "min": ("minLength", "minimum", "minItems"),
    "max": ("maxLength", "maximum", "maxItems"),
}

_HEAD = f"""\
# The HTTP interface

[Award by the API](../how-to/award-by-api.md) shows it at work. A running service describes itself
at `/api/v1/openapi.json` (OpenAPI 3.1).

**Who calls.** Programs send `Authorization: Bearer insygnia_…`, a key of one organisation.
`insygnia api-key create` makes it, or `POST /api/v1/api-keys`; its scopes are the rights named
below. People have a session cookie. No program names an organisation: its key does.

**Bodies** are JSON in UTF-8, and a member that is not listed here is refused. Instants are
RFC 3339 in UTC; dates are `YYYY-MM-DD` in the time zone of the organisation.

**Lists** take `limit` (at most {LARGEST_PAGE}, {DEFAULT_PAGE} unless said) and `cursor`, and answer
`{{"items": […], "next": …}}`; `next` is the cursor of the next page, null on the last one.

**Errors** are [problem documents](problems.md), in the language of `Accept-Language`.

**Sending again.** An award that is sent a second time with the same `Idempotency-Key`, because the
answer was lost, is made once; the answer then carries `Idempotent-Replayed: true`.

**Limits.** {KEY_READS.count} reads and {KEY_WRITES.count} changes a second for a key,
{PUBLIC_VERIFICATION.count} verifications a second for an address, {SIGN_IN.count} attempts to sign
in a minute. More is answered with 429 and `Retry-After`.

This page is made by `python docs/reference/make_api.py`; a test compares the two.
"""


def document() -> dict[str, Any]:
    """Return the OpenAPI document of the service."""
    settings = Settings(home=PAGE.parent, public_url="https://badges.example")
    service = compose(settings, {"INSYGNIA_KEK": "00" * 32}, NoJobs())
    described = create_app(service).openapi()
    service.database.dispose()
    return described


def page() -> str:
    """Return the whole page."""
    described = document()
    objects = described.get("components", {}).get("schemas", {})
    described = _with_pages(described, objects)
    parts = [_HEAD, *_operations(described["paths"]), *_others(described["paths"])]
    return "\n".join([*parts, "## Objects\n", *_objects(objects)])


def _with_pages(value: Any, objects: Mapping[str, Schema]) -> Any:  # noqa: ANN401 - JSON
    """Return `value` in which each page of a list says what its items are."""
    if isinstance(value, dict):
        key = str(value.get("$ref", "")).rpartition("/")[2]
        if key.startswith(_ITEMS):
            return {_PAGE_OF: objects[key]["properties"]["items"]["items"]}
        return {name: _with_pages(member, objects) for name, member in value.items()}
    return [_with_pages(item, objects) for item in value] if isinstance(value, list) else value


def _operations(paths: Mapping[str, Schema]) -> Iterator[str]:
    by_tag: dict[str, list[str]] = defaultdict(list)
    for path, operations in paths.items():
        for method in _METHODS:
            if method in operations:
                operation = operations[method]
                text = _operation(method.upper(), path, operation)
                by_tag[operation.get("tags", ["others"])[0]].append(text)
    for tag in sorted(by_tag):
        yield f"## {tag.replace('-', ' ').capitalize()}\n"
        yield from by_tag[tag]


def _operation(method: str, path: str, operation: Schema) -> str:
    lines = [
        f"### {operation.get('summary', path)}",
        f"`{method} {path}`",
        f"For {_who(PERMISSIONS[method, path])}.",
        operation.get("description", "").strip(),
        "\n".join(_parameters(operation.get("parameters", []))),
        "\n".join(_body(operation.get("requestBody", {}))),
        "\n".join(_answers(operation.get("responses", {}))),
    ]
    return "\n\n".join(line for line in lines if line) + "\n"


def _who(permission: Permission) -> str:
    if isinstance(permission, Access):
        return _WHO[permission]
    return f"members and API keys with the right `{permission}`"


def _parameters(parameters: Iterable[Schema]) -> Iterator[str]:
    rows = [
        f"| `{found['name']}` | {found['in']} | {_type(found.get('schema', {}))} "
        f"| {_cell(found.get('description', ''))} |"
        for found in parameters
        if found["in"] != "path" or found.get("description")
    ]
    if rows:
        yield from ("| parameter | in | what | |", "|---|---|---|---|", *rows)


def _body(body: Schema) -> Iterator[str]:
    for media_type, content in body.get("content", {}).items():
        what = _type(content["schema"]) if content.get("schema") else "the file"
        yield f"Body, `{media_type}`: {what}."


def _answers(responses: Mapping[str, Schema]) -> Iterator[str]:
    # Every operation may answer with a problem; the page says so once.
    for status, response in responses.items():
        if status == "default":
            continue
        types = [
            f"`{media_type}`" if not schema else f"{_type(schema)}, `{media_type}`"
            for media_type, content in response.get("content", {}).items()
            for schema in [content.get("schema", {})]
            if _FAULTS not in schema.get("$ref", "")
        ]
        text = response.get("description", "")
        usual = {"Successful Response": "", "Validation Error": "Something given breaks a rule."}
        said = " ".join(part for part in (usual.get(text, text), "; ".join(types)) if part)
        yield f"- `{status}`{': ' if said else ''}{said}"


def _others(paths: Mapping[str, Schema]) -> Iterator[str]:
    """Yield what the OpenAPI document leaves out: pages for people and what belongs to them."""
    known = {(method.upper(), path) for path in paths for method in paths[path]}
    rows = [
        f"| `{method} {path}` | {_who(permission)} |\n"
        for (method, path), permission in sorted(PERMISSIONS.items(), key=lambda row: row[0][::-1])
        if (method, path) not in known and method != "OPTIONS"
    ]
    yield "## Pages and other addresses\n\n| address | for |\n|---|---|\n" + "".join(rows)


def _objects(objects: Mapping[str, Schema]) -> Iterator[str]:
    for key in sorted(objects, key=_name):
        if key.startswith(_ITEMS) or key in {_FAULTS, "ValidationError"}:
            continue
        found = objects[key]
        parts = [
            f"### {_name(key)}",
            found.get("description", "").strip(),
            f"One of {_choice(found)}." if "enum" in found else "",
            "\n".join(_fields(found)),
            *(_example(example) for example in _examples(found)),
        ]
        yield "\n\n".join(part for part in parts if part) + "\n"


def _fields(schema: Schema) -> Iterator[str]:
    required = schema.get("required", [])
    rows = [
        f"| `{name}`{'' if name in required else ' ?'} | {_type(field)} "
        f"| {_cell(field.get('description', ''))} |"
        for name, field in schema.get("properties", {}).items()
    ]
    if rows:
        yield from ("| member (`?`: may be left out) | what | |", "|---|---|---|", *rows)


def _examples(schema: Schema) -> list[Any]:
    return [schema["example"]] if "example" in schema else list(schema.get("examples", []))[:1]


def _example(example: Any) -> str:  # noqa: ANN401 - whatever JSON holds
    return f"```json\n{json.dumps(example, ensure_ascii=False, indent=2)}\n```"


def _type(schema: Schema) -> str:
    if _PAGE_OF in schema:
        return f"a page of {_type(schema[_PAGE_OF])}"
    if "$ref" in schema:
        return _reference(schema["$ref"].rpartition("/")[2])
    for group in ("anyOf", "oneOf", "allOf"):
        if group in schema:
            return " or ".join(dict.fromkeys(_type(choice) for choice in schema[group]))
    if "enum" in schema or "const" in schema:
        return _choice(schema)
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}{_limits(schema)}"
    kind = schema.get("format") or schema.get("type") or "anything"
    return f"{kind}{_limits(schema)}"


def _limits(schema: Schema) -> str:
    found = [
        f"{word} {schema[name]:g}"
        for word, names in _LIMITS.items()
        for name in names
        if name in schema
    ]
    return f" ({', '.join(found)})" if found else ""


def _choice(schema: Schema) -> str:
    values = schema["enum"] if "enum" in schema else [schema["const"]]
    return ", ".join(f"`{value}`" for value in values)


def _reference(key: str) -> str:
    name = _name(key)
    anchor = re.sub(r"[^\w -]", "", name.lower()).replace(" ", "-")
    return f"[{name}](#{anchor})"


def _name(key: str) -> str:
    """Return how an object is called; of two with one name, with the module that it is from."""
    if form := _FORM.fullmatch(key):
        return f"{form[1].replace('_', ' ').capitalize()} (form)"
    return ".".join(key.split("__")[-2:])


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
