"""How running text speaks of agencies."""

import pytest

from generator.registers.spoken import FORMER_AGENCY


@pytest.mark.parametrize("end", [" phối hợp", ", các xã", ";", ".", ""])
@pytest.mark.parametrize("name", ["Ban Dân tộc", "công chức Tư pháp - Hộ tịch", "Sở GTVT"])
def test_an_agency_that_may_be_no_more_is_found_whatever_follows_its_name(
    name: str, end: str
) -> None:
    text = f"giao {name}{end}"
    assert [match.start() for match in FORMER_AGENCY.finditer(text)] == [len("giao ")]
