"""The forms of a reference that can be downloaded, one reference or many in a file."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from gfmd_portal.citations.bibtex import as_bibtex, as_remark
from gfmd_portal.citations.csl import as_csl_text
from gfmd_portal.citations.ris import as_ris


@dataclass(frozen=True)
class Shape:
    """A form that reference managers read."""

    ending: str
    name: str
    content_type: str
    write: Callable
    before: str = ""
    between: str = ""
    after: str = ""
    remark: Callable | None = None
    """Writes a sentence that is part of no reference, where the form has room for one."""

    def file(self, references):
        """Yield the file of all `references`, one at a time."""
        yield self.before.encode()
        for place, reference in enumerate(references):
            yield f"{self.between if place else ''}{self.write(reference)}".encode()
        yield self.after.encode()


SHAPES = {
    shape.ending: shape
    for shape in (
        Shape("ris", "RIS", "application/x-research-info-systems; charset=utf-8", as_ris),
        Shape("bib", "BibTeX", "application/x-bibtex; charset=utf-8", as_bibtex, remark=as_remark),
        Shape("csl.json", "CSL-JSON", "application/vnd.citationstyles.csl+json", as_csl_text, "[\n", ",\n", "\n]\n"),
    )
}


class ShapeConverter:
    """The end of an address that names one of the shapes."""

    regex = "|".join(map(re.escape, SHAPES))

    def to_python(self, value):
        return SHAPES[value]

    def to_url(self, value):
        return value.ending if isinstance(value, Shape) else str(value)
