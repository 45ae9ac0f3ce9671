"""Older and other formats by LibreOffice, where it is installed: turned into DOCX, then read.

LibreOffice runs with a profile of its own that is thrown away: no macros, no links, no network.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

SECONDS = 120
MAX_RESULT = 50_000_000
_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_FILTERS = {"html": ["--infilter=HTML (StarWriter)"]}
_OFFICE = "/org.openoffice.Office"
# What a profile must say so that a document can neither run nor fetch anything.
_SETTINGS = (
    (f"{_OFFICE}.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    (f"{_OFFICE}.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    (f"{_OFFICE}.Common/Security/Scripting", "DisableActiveContent", "true"),
    (f"{_OFFICE}.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    (f"{_OFFICE}.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


class UnreadableError(ValueError):
    """A file that could not be turned into DOCX; `reason` is no-office or failed."""

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason = reason


def as_docx(data: bytes, kind: str) -> bytes:
    """Return a document of a kind (`doc`, `odt`, `rtf`, `html`) as DOCX; raises UnreadableError."""
    program = _program()
    if program is None:
        raise UnreadableError("no-office")
    with tempfile.TemporaryDirectory(prefix="kehoach-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        _write_profile(folder / "profile")
        source = folder / f"in.{kind}"
        source.write_bytes(data)
        _run([
            program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
            "--norestore", *_FILTERS.get(kind, ()), "--convert-to", "docx:MS Word 2007 XML",
            "--outdir", str(folder / "out"), str(source),
        ])  # fmt: skip
        result = folder / "out" / "in.docx"
        # LibreOffice ends with 0 even where it failed: the file tells.
        if not result.is_file() or not 0 < result.stat().st_size <= MAX_RESULT:
            raise UnreadableError("failed")
        return result.read_bytes()


def _program() -> str | None:
    """Return where LibreOffice is, or None."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def _run(command: list[str]) -> None:
    """Run LibreOffice with a time limit that holds for the processes it starts, too."""
    own_group = os.name == "posix"
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=own_group,
        )
    except OSError:
        raise UnreadableError("no-office") from None
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        raise UnreadableError("failed") from None
    finally:
        if process.poll() is None:
            if own_group:
                os.killpg(process.pid, signal.SIGKILL)
            process.kill()
            process.wait()


def _write_profile(folder: Path) -> None:
    """Write the settings of a profile that runs and fetches nothing."""
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">' + items + "</oor:items>",
        "utf-8",
    )
