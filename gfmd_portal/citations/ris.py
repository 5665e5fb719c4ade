"""References as RIS, with the tags that Zotero, EndNote and Mendeley read for a report."""

from gfmd_portal.citations.reference import one_line


def as_ris(reference):
    """The reference as one RIS record. A value stands on one line, as a line break would end it."""
    lines = [("TY", "DATA" if reference.is_search else "RPRT"), ("ID", reference.key), ("TI", reference.title)]
    lines += [("AU", author.inverted) for author in reference.authors]
    lines += [
        ("PY", reference.year),
        ("DA", reference.date if reference.issued != reference.year else ""),
        ("PB", reference.publisher),
        ("M3", reference.genre),
        ("SN", reference.number),
        ("T2", reference.source.title if reference.source else ""),
        ("LA", reference.language),
        ("AB", reference.abstract),
    ]
    lines += [("KW", keyword) for keyword in reference.keywords]
    lines += [
        ("DB", "" if reference.is_search else reference.edition),
        ("UR", reference.address),
        ("Y2", f"{reference.read_on:%Y/%m/%d}"),
        ("N1", reference.note),
    ]
    written = [f"{tag}  - {line}" for tag, value in lines if (line := one_line(value))]
    return "\r\n".join([*written, "ER  - ", "", ""])
