"""Where the shipped templates and data lie: inside the installed package, or beside it."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def resource(*parts: str) -> Path:
    """Return the path of a shipped file or folder such as `("templates", "commune.docx")`.

    A wheel carries `templates/` and `data/` inside the package; a checkout keeps them beside it.
    """
    inside = _PACKAGE.joinpath(*parts)
    return inside if inside.exists() else _PACKAGE.parent.joinpath(*parts)
