"""References as CSL-JSON, which Zotero, Pandoc and citeproc read."""

from json import JSONEncoder

from gfmd_portal.citations.reference import one_line

write = JSONEncoder(ensure_ascii=False).encode
"""A value as JSON, in the letters of its text."""


def as_csl(reference):
    """The reference as one item of CSL-JSON, a dict without empty fields.

    Styles print its fields as they are, so they hold what the prose says. The authors of the work it stands in are only
    in the note: Zotero, whose reports have no such field, would count them among its own.
    """
    item = {
        "id": reference.key,
        "type": "dataset" if reference.is_search else "report",
        "title": reference.title,
        "author": [_name(author) for author in reference.authors],
        "issued": _date(reference.issued),
        "accessed": _date(reference.read_on.isoformat()),
        "publisher": reference.named_publisher,
        "genre": "" if reference.is_search else reference.genre,
        "number": reference.number,
        "container-title": reference.source.title if reference.source else "",
        "language": reference.language,
        "abstract": one_line(reference.abstract),
        "keyword": "; ".join(reference.keywords),
        "archive": "" if reference.is_search else reference.edition,
        "URL": reference.address,
        "note": one_line(reference.note),
    }
    return {name: value for name, value in item.items() if value}


def as_csl_text(reference):
    """The item as text, each field on a line."""
    fields = (f"  {write(name)}: {write(value)}" for name, value in as_csl(reference).items())
    return "{\n" + ",\n".join(fields) + "\n}"


def _name(author):
    return {"family": author.name, "given": author.given} if author.given else {"literal": author.name}


def _date(iso):
    return {"date-parts": [[int(part) for part in iso.split("-")]]}
