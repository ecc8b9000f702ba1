"""ZIP files of bundles, which anybody may have written: no name in them ever becomes a path."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from verifier.errors import UnrecognisedError

LARGEST_ARCHIVE = 32 * 1_048_576
"""Bytes of the file, and of all that it unpacks to."""
MOST_ENTRIES = 64
MOST_RATIO = 100
"""How often larger than packed an entry may be."""

_SMALL = 4096
_BEGINNING = b"PK\x03\x04"
_END = struct.Struct("<4s4H2LH")
_LONGEST_DIRECTORY = MOST_ENTRIES * 1024
_ENCRYPTED = 1
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# Whatever the library says of a file that is not as it should be.
_FAULTS = (
    zipfile.BadZipFile, EOFError, NotImplementedError, OSError, OverflowError, RuntimeError,
    ValueError, struct.error, zlib.error,
)  # fmt: skip


def is_archive(data: bytes) -> bool:
    """Tell whether `data` begins as a ZIP file does."""
    return data.startswith(_BEGINNING)


def write_archive(entries: Mapping[str, bytes], *, at: datetime) -> bytes:
    """Return the ZIP file of `entries`, in their order: the same bytes for the same arguments.

    Nothing is compressed: pictures and status lists are already.
    """
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in entries.items():
            archive.writestr(_info(name, at), content)
    return file.getvalue()


def read_archive(data: bytes) -> dict[str, bytes]:
    """Return the entries of a ZIP file, by name.

    Raises:
        UnrecognisedError: it is damaged, ambiguous, or over a limit.
    """
    if len(data) > LARGEST_ARCHIVE:
        raise _over("the file is too large")
    _check_end(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            _check_infos(infos)
            return dict(_contents(archive, infos))
    except _FAULTS as e:
        raise _malformed(f"the archive is damaged ({type(e).__name__})") from e


def _info(name: str, at: datetime) -> zipfile.ZipInfo:
    # ZIP knows no time zones, and no years before 1980.
    utc = at.astimezone(UTC)
    info = zipfile.ZipInfo(name, (max(utc.year, 1980), *utc.timetuple()[1:6]))
    info.create_system = 3
    info.external_attr = 0o644 << 16
    return info


def _check_end(data: bytes) -> None:
    """Look at the last record before the library believes what it says of the directory."""
    if len(data) < _END.size:
        raise _malformed("the archive is cut short")
    mark, disk, first_disk, here, count, size, offset, comment = _END.unpack(data[-_END.size :])
    if mark != b"PK\x05\x06" or comment or disk or first_disk or here != count:
        raise _malformed("the archive does not end as it should")
    if offset + size + _END.size != len(data):
        raise _malformed("the archive has something before or behind it")
    if count > MOST_ENTRIES or size > _LONGEST_DIRECTORY:
        raise _over("there are too many entries")


def _check_infos(infos: list[zipfile.ZipInfo]) -> None:
    if len({info.filename for info in infos}) != len(infos):
        raise _malformed("a name stands there twice")
    for info in infos:
        if info.flag_bits & _ENCRYPTED or info.compress_type not in _PACKINGS:
            raise _malformed("an entry is encrypted, or packed in an unknown way")
        if info.file_size > max(_SMALL, MOST_RATIO * info.compress_size):
            raise _over("an entry unpacks to far more than it takes")
    if sum(info.file_size for info in infos) > LARGEST_ARCHIVE:
        raise _over("it unpacks to too much")


def _contents(
    archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo]
) -> Iterator[tuple[str, bytes]]:
    for info in infos:
        with archive.open(info) as file:
            # Never all that comes: a number keeps what is unpacked at a time as small as stated.
            content = file.read(info.file_size)
            if len(content) != info.file_size or file.read(1):
                raise _malformed("an entry is not as long as stated")
            yield info.filename, content


def _malformed(detail: str) -> UnrecognisedError:
    return UnrecognisedError("bundle-malformed", detail)


def _over(detail: str) -> UnrecognisedError:
    return UnrecognisedError("bundle-over-limit", detail, undecided=True)
