"""The parts of the operating system that some tests need; as a script: installs what it may."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the system: what it is for a reader, Debian's package, and whether it is there."""

    name: str
    package: str
    present: Callable[[], bool]


def _vietnamese_serif() -> bool:
    """Return whether Liberation Serif has Vietnamese letters; version 1 of the font lacks them."""
    if not shutil.which("fc-list"):
        return False
    query = ":family=Liberation Serif:charset=1ea1 1eb7 1ec7 1ef9"
    found = subprocess.run(["fc-list", query, "file"], capture_output=True, check=False)
    return bool(found.stdout.strip())


PARTS = (
    Part("soffice", "libreoffice-writer-nogui", lambda: bool(shutil.which("soffice"))),
    Part("pdftotext", "poppler-utils", lambda: bool(shutil.which("pdftotext"))),
    Part("Liberation Serif 2", "fonts-liberation2", _vietnamese_serif),
)


def missing() -> list[Part]:
    """Return the parts that are not on this machine."""
    return [part for part in PARTS if not part.present()]


def rights() -> list[str] | None:
    """Return what to put before a command so that it may install packages; None: it may not."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "--non-interactive"]
    allowed = shutil.which("sudo") and subprocess.run(
        [*sudo, "true"], capture_output=True, check=False
    )
    return sudo if allowed and allowed.returncode == 0 else None


def install(packages: list[str], before: list[str]) -> None:
    """Install Debian packages; what fails is told by apt itself and found missing afterwards."""
    apt = [*before, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq",
           "-o", "DPkg::Lock::Timeout=120"]  # fmt: skip
    subprocess.run([*apt, "update"], check=False)
    subprocess.run([*apt, "install", "-y", "--no-install-recommends", *packages], check=False)


def main() -> None:
    """Install what is missing where that is allowed, and say what stays missing."""
    absent, before = missing(), rights()
    if absent and before is not None:
        packages = [part.package for part in absent]
        print("installing", *packages, flush=True)
        install(packages, before)
        absent = missing()
    for part in absent:
        print(f"not on this machine: {part.name} (Debian: {part.package})", file=sys.stderr)


if __name__ == "__main__":
    main()
