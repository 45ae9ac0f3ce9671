"""The zip of a rendered document: constant members packed once, the changing ones each time."""

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Any, Protocol


def _optional(name: str) -> ModuleType | None:
    """Return a library where it is installed; the extra `fast` of the package brings isal."""
    try:
        return import_module(name)
    except ImportError:
        return None


isal_zlib = _optional("isal.isal_zlib")

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION = 20  # of the zip format: deflate
_UTF8_NAMES = 0x800
_STORED, _DEFLATED = 0, 8
_DATE = (1 << 5) | 1  # 1980-01-01, the zip's first day
_OWNER_ONLY = 0o600 << 16
_FIRST = ("[Content_Types].xml", "_rels/.rels")
_RAW = -15  # deflate without zlib's head and checksum
_SMALL = 4096
_LEVELS = {"zlib": 1, "isal.isal_zlib": 2}


def deflaters() -> dict[str, ModuleType]:
    """Return the libraries that can pack here, by name, the preferred one first.

    isal packs 6 times faster than zlib, and smaller, where it is installed.
    """
    return {"isal": isal_zlib, "zlib": zlib} if isal_zlib else {"zlib": zlib}


class Saving(Protocol):
    """A document of python-docx or docxtpl."""

    def save(self, path_or_stream: Any, /) -> None:
        """Write itself as a zip."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A member of a zip: its name and flags, how it is packed, checksum, size and packed bytes."""

    name: bytes
    flags: int
    method: int
    crc: int
    size: int
    packed: bytes

    def local(self) -> bytes:
        """Return the local header and the packed bytes."""
        head = _LOCAL.pack(
            b"PK\x03\x04", _VERSION, self.flags, self.method, 0, _DATE,
            self.crc, len(self.packed), self.size, len(self.name), 0,
        )  # fmt: skip
        return b"".join((head, self.name, self.packed))

    def central(self, offset: int) -> bytes:
        """Return the entry of the directory for a member that starts at an offset."""
        head = _CENTRAL.pack(
            b"PK\x01\x02", _VERSION | 3 << 8, _VERSION, self.flags, self.method, 0, _DATE,
            self.crc, len(self.packed), self.size, len(self.name), 0, 0, 0, 0, _OWNER_ONLY, offset,
        )  # fmt: skip
        return head + self.name


class Archive:
    """A zip whose constant members are packed already.

    The content types come first, the changing members last; times and order are fixed, so the
    same members give the same bytes (with the same packing library).
    """

    def __init__(self, constant: Mapping[str, bytes], library: str = "") -> None:
        """Pack the constant members with one of `deflaters()`, the first by default."""
        found = deflaters()
        self._zlib = found[library or next(iter(found))]
        self._level = _LEVELS[self._zlib.__name__]
        order = [name for name in _FIRST if name in constant]
        order += sorted(name for name in constant if name not in _FIRST)
        local, central = [], []
        offset = 0
        for name in order:
            packed = zlib.compress(constant[name], 9, wbits=_RAW)
            entry = self._entry(name, constant[name], packed)
            local.append(entry.local())
            central.append(entry.central(offset))
            offset += len(local[-1])
        self._local, self._central, self._count = b"".join(local), b"".join(central), len(order)

    def pack(self, changing: Sequence[tuple[str, bytes]]) -> bytes:
        """Return the zip of the constant members and the changing ones, in their order."""
        pieces, directory = [self._local], [self._central]
        offset = len(self._local)
        for name, data in changing:
            entry = self._entry(name, data, self._packed(data))
            pieces.append(entry.local())
            directory.append(entry.central(offset))
            offset += len(pieces[-1])
        count, size = self._count + len(changing), sum(map(len, directory))
        end = _END.pack(b"PK\x05\x06", 0, 0, count, count, size, offset, 0)
        return b"".join((*pieces, *directory, end))

    def _packed(self, data: bytes) -> bytes:
        """Return a member packed; a small one as it is.

        Packing it would cost as much as a fifth of the whole document and save some hundred bytes;
        and under many threads isal was seen to pack a member of 300 bytes in two ways.
        """
        if len(data) < _SMALL:
            return data
        packed: bytes = self._zlib.compress(data, self._level, wbits=_RAW)
        return packed

    def _entry(self, name: str, data: bytes, packed: bytes) -> _Entry:
        flags = 0 if name.isascii() else _UTF8_NAMES
        method = _STORED if packed is data else _DEFLATED
        crc = self._zlib.crc32(data)
        return _Entry(name.encode("utf-8"), flags, method, crc, len(data), packed)


def saved(document: Saving) -> bytes:
    """Return a document as python-docx or docxtpl writes it.

    Properties that python-docx could not find it writes a second time under their name; of two
    members of one name the later is read.
    """
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Duplicate name", category=UserWarning)
        document.save(buffer)
    return buffer.getvalue()


def members_of(data: bytes) -> dict[str, bytes]:
    """Return the members of a zip that was written here or by python-docx."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
