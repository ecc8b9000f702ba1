"""Bodies that the routes accept, taken from what the OpenAPI document gives as examples."""

from typing import Any

_BY_FORMAT = {
    "uuid": "5f0c7c1e-0d0c-4c7e-9a55-0f6d6c7f2b11",
    "date": "2031-01-01",
    "date-time": "2031-01-01T00:00:00Z",
    "uri": "https://example.org/",
    "email": "somebody@example.org",
}
_BY_TYPE: dict[str, Any] = {"string": "text", "integer": 1, "number": 1, "boolean": True}


def example_body(document: dict[str, Any], method: str, path: str) -> dict[str, Any]:
    """Return the arguments with which a test client sends a body to this route."""
    operation = document["paths"].get(path, {}).get(method.lower(), {})
    content = operation.get("requestBody", {}).get("content", {})
    if "application/json" in content:
        media = content["application/json"]
        return {"json": media.get("example") or _example(media["schema"], document)}
    if "multipart/form-data" in content:
        fields = _example(content["multipart/form-data"]["schema"], document)
        fields.pop("file", None)
        return {"data": fields, "files": {"file": ("file.pdf", b"%PDF-1.7", "application/pdf")}}
    return {}


def _example(schema: dict[str, Any], document: dict[str, Any]) -> Any:
    """Return the example of a schema, or the least that it asks for."""
    if "$ref" in schema:
        return _example(document["components"]["schemas"][schema["$ref"].split("/")[-1]], document)
    if example := schema.get("example") or next(iter(schema.get("examples", ())), None):
        # A model may inherit an example that lacks what it demands itself.
        is_object = schema.get("type") == "object"
        return {**_least(schema, document), **example} if is_object else example
    if "const" in schema or "enum" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    if "anyOf" in schema:
        return _example(schema["anyOf"][0], document)
    return _least(schema, document)


def _least(schema: dict[str, Any], document: dict[str, Any]) -> Any:
    kind = schema.get("type")
    if kind == "object":
        required = schema.get("required", ())
        return {name: _example(schema["properties"][name], document) for name in required}
    if kind == "array":
        return [_example(schema["items"], document)] * schema.get("minItems", 0)
    return _BY_FORMAT.get(schema.get("format", ""), _BY_TYPE[kind or "string"])
