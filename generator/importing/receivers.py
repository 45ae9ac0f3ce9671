"""Lines of Nơi nhận that name an agency of the plan reach it."""

from copy import deepcopy
from typing import Any

from generator.importing.draft import Draft
from generator.importing.naming import name_key


def receivers_step(draft: Draft) -> None:
    """Tell the lines of Nơi nhận which agencies they reach, where a name is exactly theirs."""
    known = {name_key(agency["name"]): agency["id"] for agency in draft.values.get("agencies", ())}
    values = deepcopy(draft.values)
    for index, line in enumerate(values["recipients"]):
        name = line if isinstance(line, str) else line["name"]
        if id_ := known.get(name_key(name)):
            reached: dict[str, Any] = {"name": name, "agencies": id_}
            purpose = {} if isinstance(line, str) else {"purpose": line["purpose"]}
            values["recipients"][index] = reached | purpose
    draft.restructured(values)
