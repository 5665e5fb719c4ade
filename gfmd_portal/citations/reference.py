"""What a citation says, whatever form it is written in."""

import re
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

FORUM = "Global Forum on Migration and Development"
PORTAL = "GFMD portal"
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""Characters that no reference manager reads and XML cannot hold."""


@dataclass(frozen=True)
class Author:
    """Who wrote it: a person with a given name, or an institution without."""

    name: str
    given: str = ""

    @property
    def in_order(self):
        """The name as it is spoken: “Liz Collett”."""
        return f"{self.given} {self.name}".strip()

    @property
    def inverted(self):
        """The name as it is sorted: “Collett, Liz”."""
        return f"{self.name}, {self.given}" if self.given else self.name

    @property
    def initials(self):
        """The given name as APA shortens it: “L.”, “J.-P.”."""
        return " ".join("-".join(f"{name[0]}." for name in part.split("-") if name) for part in self.given.split())

    @property
    def in_tag(self):
        """The name in a meta tag, ended so that Zotero takes it for one name; it does not keep the end.

        Without a comma the last word of an institution is a family name to it. A lone name with spaces on both sides of
        its comma is two persons to it, unless a semicolon says that the list of authors has an end.
        """
        if not self.given:
            return f"{self.name},"
        return f"{self.inverted};" if " " in self.name and " " in self.given else self.inverted


FORUM_AS_AUTHOR = Author(FORUM)


@dataclass(frozen=True, kw_only=True)
class Source:
    """The document in which a cited record stands."""

    title: str
    authors: tuple[Author, ...] = ()
    publisher: str = ""
    issued: str = ""
    passage: str = ""
    """The permanent address of the passage it was taken from."""


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A record or a search as bibliographies name it."""

    key: str
    genre: str
    """What kind of thing it is, in words: “Recommendation”; empty for a work of its own."""
    title: str
    address: str
    version: str
    """The version of the record that was read."""
    read_on: date = field(default_factory=timezone.localdate)
    """The day on which it was read."""
    issued: str
    """The year, or as exact as it is known: 2008-01."""
    number: str = ""
    authors: tuple[Author, ...] = (FORUM_AS_AUTHOR,)
    publisher: str = FORUM
    """Who published it; of a part, who published the work; of a search, where it was made."""
    source: Source | None = None
    language: str = "en"
    abstract: str = ""
    keywords: tuple[str, ...] = field(default=())
    is_search: bool = False
    """Whether it is a list found by a search. Bibliographies call it a data set, and its title names its version."""
    is_whole: bool = False
    """Whether it is a work of its own, such as a document, and no part of one."""

    @property
    def year(self):
        return self.issued[:4]

    @property
    def date(self):
        """The year or the date with strokes, as RIS and Google Scholar write it: 2008/01."""
        return self.issued.replace("-", "/")

    @property
    def named_publisher(self):
        """The publisher, unless the author has named it: bibliographies do not say it twice."""
        return "" if self.publisher in {author.name for author in self.authors} else self.publisher

    @property
    def edition(self):
        """Where it was read, and in which state: “GFMD portal, record version 2026-11-21.2557”."""
        return f"{PORTAL}, record version {self.version}"

    @property
    def note(self):
        """What fits in no field of a bibliography: the edition, and the passage the record was taken from."""
        if self.source is None:
            return f"{self.edition}."
        parts = [", ".join(author.in_order for author in self.source.authors), self.source.title]
        made = ", ".join(filter(None, [self.source.publisher, self.source.issued]))
        said = ", ".join(filter(None, parts)) + (f" ({made})" if made else "")
        return f"{self.edition}. In: {said}. Passage: {self.source.passage}"


def authors_of(names):
    """The authors that a document states, separated by “;”. Institutions are told by their length or by “of”."""
    return tuple(_author(" ".join(name.split())) for name in names.split(";") if name.strip())


def _author(name):
    family, comma, given = name.partition(", ")
    if comma:
        return Author(family, given)
    words = name.split()
    if len(words) == 1 or len(words) > 4 or {"of", "and", "for", "the"} & {word.lower() for word in words}:
        return Author(name)
    return Author(words[-1], " ".join(words[:-1]))


def one_line(text):
    """The text on one line, without characters that no reference manager reads."""
    return " ".join(CONTROL.sub(" ", text).split())


LAST_SIGNS = re.compile(r"(?:[;,] (?:and|or))?[ ,;:.]*$")


def as_title(text, longest=160):
    """The beginning of a text as its title: cut between words, without what ends an item of a list (“; and”)."""
    line = one_line(text)
    if len(line) > longest:
        return f"{line[:longest].rsplit(' ', 1)[0].rstrip(' ,;:.')}…"
    return LAST_SIGNS.sub("", line) or line
