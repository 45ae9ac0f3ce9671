"""The last section of a plan, lifted into the body's own without parsing the whole document."""

from generator.document.package import last_section_lifted

_BODY, _BODY_END, _ROOT_END = "<w:body>", "</w:body>", "</w:document>"
_PARAGRAPH_END, _SECTION = "</w:p>", "<w:sectPr"
_CHANGED_SECTION = "<w:sectPrChange"  # holds another section


def lifted(xml: str, opening: str) -> str:
    """Return a body with the section of its last paragraph as its own; see `last_section_lifted`.

    Only the last paragraph and the body's section are parsed, where text says for certain which
    they are: a paragraph without paragraphs in it, right before the last section of the body.
    """
    if _CHANGED_SECTION in xml or not xml.endswith(f"</w:sectPr>{_BODY_END}"):
        return _through_a_tree(xml, opening)
    own = xml.rfind(_SECTION)
    if not xml.endswith(_PARAGRAPH_END, 0, own):
        return xml
    start = xml.rfind("<w:p>", 0, own)
    start = max(start, xml.rfind("<w:p ", start + 1, own))
    last = xml[start:own]
    if start < 0 or last.count(_PARAGRAPH_END) > 1:
        return _through_a_tree(xml, opening)
    if _SECTION not in last:
        return xml
    return xml[:start] + _through_a_tree(_BODY + xml[start:], opening)[len(_BODY) :]


def _through_a_tree(xml: str, opening: str) -> str:
    """Return a body lifted by the tree of a document that holds nothing else."""
    root = opening.replace("<w:body", "<w:document", 1)
    inner = xml[xml.index(">") + 1 :] if xml.startswith("<w:body") else xml
    whole = last_section_lifted(f"{root}{_BODY}{inner}{_ROOT_END}".encode()).decode("utf-8")
    return whole[whole.index(_BODY) : whole.rindex(_ROOT_END)]
