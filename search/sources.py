"""What each kind of record gives to the search. The apps further right say it; the setting names their list."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

# The modules that decide what the index holds: where one of them changes, the index is made anew.
SHAPED_BY = [
    Path(__file__).with_name(f"{name}.py")
    for name in ("folding", "models", "sources", "entries", "writing", "index_sqlite", "index_postgresql")
]


@dataclass(frozen=True)
class Text:
    """What is searched of one record."""

    title: str = ""
    body: str = ""
    keywords: tuple = ()
    """Texts about the record that it does not print itself, such as the names of its themes."""
    names: tuple = ()
    """What it is called in other languages: it is found by them, but their words are no forms of English ones."""
    marks: tuple = ()
    """What synonyms and other parts of the search find it by, such as `theme_remittances`."""
    parts: tuple = ()
    """The rows of other tables it is made of that may go to another record or away, such as its sub-items."""


def paragraphs(*texts):
    """Several texts as one; a blank line parts them, so that no phrase runs from one into the next by chance."""
    return "\n\n".join(text for text in texts if text)


@dataclass(frozen=True)
class Source:
    """A kind of record that can be found."""

    kind: str
    number: int
    """Part of the ids of entries, so it is never given to another kind."""
    records: Callable[[], QuerySet]
    """All records with what `text` needs of them."""
    text: Callable[[object], Text]
    related: dict = field(default_factory=dict)
    """Other models whose words stand in its entries, each with the path from the record to them.

    None in place of a path means that the records cannot be told: any change rewrites the entries of the whole kind.
    """
    by_name: tuple = ()
    """Those of these whose names in addresses are searched too."""

    @property
    def model(self):
        return self.records().model

    @property
    def table(self):
        return self.model._meta.db_table


@cache
def sources():
    """All kinds of records, by name."""
    return {source.kind: source for source in import_string(settings.SEARCH_SOURCES)}


@cache
def shape():
    """What the index looks like, as a digest of the code that decides it."""
    module = settings.SEARCH_SOURCES.rpartition(".")[0]
    files = [*SHAPED_BY, __import__(module, fromlist=["_"]).__file__]
    return hashlib.sha256(b"".join(Path(file).read_bytes() for file in files)).hexdigest()
