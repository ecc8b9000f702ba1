"""Reading and writing the files that are named on the command line."""

import os
import sys
import tempfile
from pathlib import Path

LARGEST = 10 * 1024 * 1024 + 1
"""One byte more than anything here takes: enough to see that a file is too large."""


class FileError(Exception):
    """A file cannot be read or written, or an option is wrong; the message says which and why."""


class RefusedError(Exception):
    """A file was read, but what it holds will not do."""


def read(name: str, *, most: int = LARGEST) -> bytes:
    """Return the beginning of a file, at most `most` bytes; `-` is standard input.

    Raises:
        FileError: it does not exist, is a folder, or may not be read.
    """
    try:
        if name == "-":
            return sys.stdin.buffer.read(most)
        with Path(name).open("rb") as file:
            return file.read(most)
    except OSError as e:
        raise FileError(f"{name} cannot be read: {e.strerror}.") from e


def write(name: str, data: bytes, *, inputs: tuple[str, ...] = (), secret: bool = False) -> None:
    """Write a file whole or not at all; `-` is standard output. A `secret` is its owner's alone.

    Raises:
        FileError: it is one of `inputs`, which are never changed, or it cannot be written.
    """
    if name == "-":
        _to_standard_output(data)
        return
    path = Path(name)
    if path.exists() and not path.is_file():
        _into(path, data)
        return
    if any(_same(path, Path(given)) for given in inputs if given != "-"):
        raise FileError(f"{name} is the input, which is never changed; name another file.")
    try:
        _replace(path, data, 0o600 if secret else 0o666 & ~_umask())
    except OSError as e:
        raise FileError(f"{name} cannot be written: {e.strerror}.") from e


def check_writable(name: str) -> None:
    """Check that `write` can put a file there later, as far as that can be known now.

    Raises:
        FileError: it cannot.
    """
    path = Path(name)
    if name == "-" or (path.exists() and not path.is_file()):
        return
    try:
        with tempfile.TemporaryFile(dir=path.resolve().parent):
            return
    except OSError as e:
        raise FileError(f"{name} cannot be written: {e.strerror}.") from e


def write_text(text: str) -> None:
    """Write to standard output, all of it before returning.

    Raises:
        FileError: nobody takes it, or the disk behind it is full.
    """
    write("-", text.encode(errors="backslashreplace"))


def _to_standard_output(data: bytes) -> None:
    if sys.stdout is None:
        raise FileError("Standard output is closed.")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as e:
        raise FileError(f"Standard output cannot be written: {e.strerror}.") from e


def _into(path: Path, data: bytes) -> None:
    """Write into a device or a pipe, which must not be replaced by a file."""
    try:
        with path.open("wb") as file:
            file.write(data)
    except OSError as e:
        raise FileError(f"{path} cannot be written: {e.strerror}.") from e


def _same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def _replace(path: Path, data: bytes, mode: int) -> None:
    """Write beside the place and rename: whoever looks sees the old file or the new one."""
    path = path.resolve()  # a link stays a link, and what it names is written
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
