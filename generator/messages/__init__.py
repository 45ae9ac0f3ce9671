"""The message catalogue: every text a person reads, by code, in Vietnamese and English."""

import gettext
import os
import tomllib
from functools import cache
from pathlib import Path

CLICK_DOMAIN = "click"
DEFAULT = "vi"
LANGUAGES = ("vi", "en")


def text(key: str, language: str = DEFAULT, /, **parameters: str) -> str:
    """Return the text of a key with its parameters filled in.

    Raises KeyError for a key or parameter the catalogue does not have: that is a bug.
    """
    return catalogue(language)[key].format(**parameters)


@cache
def catalogue(language: str) -> dict[str, str]:
    """Return all texts of a language as dotted key -> text."""
    with (Path(__file__).parent / f"{language}.toml").open("rb") as handle:
        return dict(_flat("", tomllib.load(handle)))


def _flat(prefix: str, table: dict[str, object]) -> list[tuple[str, str]]:
    """Return the leaves of nested tables as (dotted key, text)."""
    leaves: list[tuple[str, str]] = []
    for key, value in table.items():
        leaves += (
            _flat(f"{prefix}{key}.", value)
            if isinstance(value, dict)
            else [(f"{prefix}{key}", str(value))]
        )
    return leaves


def install_click(language: str) -> None:
    """Let click speak the language too: its own words come from a gettext catalogue beside this."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(CLICK_DOMAIN, str(Path(__file__).parent / "click"))
    gettext.textdomain(CLICK_DOMAIN)
