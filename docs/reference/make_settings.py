"""Makes settings.md, the table of all settings, from the settings themselves.

python docs/reference/make_settings.py    write the page anew
"""

from pathlib import Path

from pydantic.fields import FieldInfo

from issuer.settings import Settings
from keys.kek import FILE_VARIABLE, PASSPHRASE_VARIABLE, RAW_VARIABLE

PAGE = Path(__file__).with_name("settings.md")

_HEAD = """\
# Settings

The service reads its settings from the environment, once, when it starts. A setting that is wrong
is told in one sentence, and nothing starts. `--host` and `--port` of `insygnia serve` and
`insygnia web` stand above the environment.

This page is made by `python docs/reference/make_settings.py`; a test compares the two.

| variable | default | what it is |
|---|---|---|
"""
_KEK = f"""
## The key that seals private keys

One of the three names the key-encryption key; [how to keep
it](../how-to/keep-the-key-encryption-key.md) says more. Without any, the commands of the service
make a key in `INSYGNIA_HOME/kek` when the public address is on this machine and `INSYGNIA_ENV` is
not `production`; elsewhere nothing starts.

| variable | what it holds |
|---|---|
| `{FILE_VARIABLE}` | the name of a file that only its owner may read |
| `{RAW_VARIABLE}` | the key, in base64 or hexadecimal |
| `{PASSPHRASE_VARIABLE}` | a passphrase |

## What follows from the public address

At an https address the service is in production. Organisations get DIDs of did:web that name the
address, so **it cannot be changed** once there is an organisation. Tables are changed by
`insygnia db upgrade` only, and `/metrics` wants a token.

At `http://localhost` it is a demonstration: organisations have DIDs of did:key, and what is missing
is made. Other addresses without https are refused.
"""


def page() -> str:
    """Return the whole page."""
    rows = (_row(name, field) for name, field in Settings.model_fields.items())
    return _HEAD + "".join(rows) + _KEK


def _row(name: str, field: FieldInfo) -> str:
    return f"| `INSYGNIA_{name.upper()}` | {_default(field)} | {field.description} |\n"


def _default(field: FieldInfo) -> str:
    value = field.default
    if value is None or value == "":
        return "none"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
