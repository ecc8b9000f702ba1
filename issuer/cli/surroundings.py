"""What has to be there before anything else: settings, a folder, and the key of private keys."""

import os
import secrets
import sys
from argparse import Namespace
from collections.abc import Iterator, MutableMapping

from pydantic import ValidationError

from issuer import events
from issuer.cli import files
from issuer.settings import Environment, Settings
from keys.errors import MissingKekError
from keys.kek import FILE_VARIABLE, PASSPHRASE_VARIABLE, RAW_VARIABLE
from keys.multibase import base64url_encode

Environ = MutableMapping[str, str]


def read_settings(options: Namespace, environ: Environ = os.environ) -> Settings:
    """Return the settings, those of the command line first, and write events as they say.

    What the command line says is put into the environment, for the processes that are started.

    Raises:
        FileError: a setting is wrong; the message says which.
    """
    for name in ("host", "port"):
        given = getattr(options, name, None)
        if given is not None:
            environ[f"INSYGNIA_{name.upper()}"] = str(given)
    try:
        settings = Settings()
    except ValidationError as e:
        raise files.FileError("; ".join(_complaints(e))) from e
    events.configure(settings.log_level)
    return settings


def prepare_home(settings: Settings, environ: Environ = os.environ) -> None:
    """Make the folder of the service and, for trying it out, the key that seals private keys.

    Raises:
        MissingKekError: there is no key, and this is not a demonstration on localhost.
        FileError: the folder cannot be made.
    """
    try:
        settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as e:
        raise files.FileError(f"{settings.home} cannot be made: {e.strerror}.") from e
    if any(environ.get(name) for name in (FILE_VARIABLE, RAW_VARIABLE, PASSPHRASE_VARIABLE)):
        return
    if not settings.is_demonstration or settings.environment is Environment.PRODUCTION:
        raise MissingKekError
    path = settings.home / "kek"
    if not path.exists():
        secret = base64url_encode(secrets.token_bytes(32)) + "\n"
        files.write(str(path), secret.encode(), secret=True)
        sys.stderr.write(
            f"insygnia: made {path}, which seals private keys. It is good enough to try things out:"
            " in production keep it somewhere else (INSYGNIA_KEK_FILE).\n"
        )
    environ[FILE_VARIABLE] = str(path)


def _complaints(error: ValidationError) -> Iterator[str]:
    for fault in error.errors():
        # Not the value: it may be a password.
        name = "_".join(str(part) for part in fault["loc"]).upper()
        words = fault["msg"].removeprefix("Value error, ")
        yield f"INSYGNIA_{name}: {words}" if name else words
