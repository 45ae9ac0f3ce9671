"""The message catalogue: every text a person reads, by code, in Vietnamese and English."""

import gettext
import os
import tomllib
from contextvars import ContextVar
from functools import cache
from pathlib import Path

CLICK_DOMAIN = "click"
DEFAULT = "vi"
LANGUAGES = ("vi", "en")


_language: ContextVar[str] = ContextVar("language", default=DEFAULT)


def use(language: str) -> None:
    """Speak a language from here on, click's own words included (a gettext catalogue)."""
    _language.set(language)
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(CLICK_DOMAIN, str(Path(__file__).parent / "click"))
    gettext.textdomain(CLICK_DOMAIN)


def text(key: str, language: str = "", /, **parameters: str) -> str:
    """Return the text of a key with its parameters filled in, in the language in use.

    Raises KeyError for a key or parameter the catalogue does not have: that is a bug.
    """
    return catalogue(language or _language.get())[key].format(**parameters)


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
