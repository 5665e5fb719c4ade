"""References as BibTeX: a technical report, or for a search an entry of no special kind."""

import re

from gfmd_portal.citations.reference import one_line

SPECIAL = {
    "\\": r"{\textbackslash}",  # braces around the command, as Zotero reads no other
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    **{character: rf"\{character}" for character in "&%$#_{}"},
}
"""The characters that LaTeX would run, and what prints them."""
WHOLE = "Document"
"""The type of a work of its own. Styles say “Technical report” where none is given."""
RUN = re.compile("|".join(map(re.escape, SPECIAL)))


def as_bibtex(reference):
    """The reference as one BibTeX entry."""
    institution = "howpublished" if reference.is_search else "institution"
    fields = {
        "author": " and ".join(_name(author) for author in reference.authors),
        "title": f"{{{latex(reference.title)}}}",  # a second brace keeps its capitals
        "year": reference.year,
        institution: latex(reference.publisher),
        "type": "" if reference.is_search else latex(reference.genre or WHOLE),
        "number": latex(reference.number),
        "url": reference.address,
        "urldate": reference.read_on.isoformat(),
        "version": latex(reference.version),
        "language": latex(reference.language),
        "keywords": ", ".join(_keyword(keyword) for keyword in reference.keywords),
        "abstract": latex(reference.abstract),
        "note": latex(reference.note),
    }
    written = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@{'misc' if reference.is_search else 'techreport'}{{{reference.key},\n{written}\n}}\n\n"


def as_remark(sentence):
    """A sentence as text between entries, which BibTeX passes over as long as it does not look like one."""
    return f"% {one_line(sentence).replace('@', ' at ')}\n\n"


def latex(text):
    """The text on one line, as LaTeX prints it."""
    return RUN.sub(lambda found: SPECIAL[found.group()], one_line(text))


def _keyword(keyword):
    """A keyword, in braces where it holds a comma: programs take a bare one for the end of the keyword."""
    return f"{{{latex(keyword)}}}" if "," in keyword else latex(keyword)


def _name(author):
    """A person by family and given name; an institution in braces, which keep it whole."""
    return latex(author.inverted) if author.given else f"{{{latex(author.name)}}}"
