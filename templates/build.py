"""Build the Word templates of a plan from the form specification of Nghị định 30/2020/NĐ-CP.

    python templates/build.py                     write the templates and their text dumps
    python templates/build.py --check             exit 1 when one of them is not what would be built
    python templates/build.py --widths DIRECTORY  measure the letters of Liberation Serif again

The specification is written as JSON, too, for the program. A dump is the template in words, one
line per paragraph, style or section, for review.
"""

import argparse
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))  # the checkout, from whatever folder this is run

from generator.document.standard import standard  # noqa: E402 - needs the line above
from templates.builder.files import compiled, stale, write  # noqa: E402
from templates.builder.letters import write_widths  # noqa: E402
from templates.builder.limits import breaches  # noqa: E402

STANDARDS = HERE.parent / "data" / "standards"
SOURCE = STANDARDS / "nd30-2020.yaml"


def main() -> int:
    """Return the exit code of one call from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    parser.add_argument("--widths", type=Path, metavar="DIRECTORY", help="folder of the fonts")
    options = parser.parse_args()
    faults = check() if options.check else build(options.widths)
    sys.stderr.writelines(f"{fault}\n" for fault in faults)
    return 1 if faults else 0


def build(fonts: Path | None) -> list[str]:
    """Write all files; the standard first, since the others follow from it."""
    SOURCE.with_suffix(".json").write_text(compiled(SOURCE), encoding="utf-8", newline="\n")
    if fonts:
        write_widths(fonts, STANDARDS / standard().tree["fonts"]["widths"])
    faults = breaches(standard())
    if not faults:
        write(standard(), HERE)
    return faults


def check() -> list[str]:
    """Return a line for each file that is not what would be built."""
    target = SOURCE.with_suffix(".json")
    if not target.exists() or target.read_text(encoding="utf-8") != compiled(SOURCE):
        return [f"{target.name}: run templates/build.py"]
    return breaches(standard()) or stale(standard(), HERE)


if __name__ == "__main__":
    sys.exit(main())
