"""Short facts in the languages of the portal: names of themes, agencies and places, each in columns of its own.

The first column holds the English and is what files and citations use. A language without a name of its
own shows the English.
"""

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import get_language

OTHERS = {code: name for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE}
"""The languages of the portal beside English: by code, what each is called."""


def translations_of(kind, label, **options):
    """Columns for French, Spanish and Arabic, in the order of the settings, for words whose column is called `label`.

    Their names are that of the first column and the code of the language: `name_fr`, `name_es`, `name_ar`.
    """
    return [kind(format_lazy("{} ({})", label, name), blank=True, **options) for name in OTHERS.values()]


def local(record, column):
    """What `column` of `record` says in the language of the page."""
    return getattr(record, f"{column}_{get_language()}", "") or getattr(record, column)


def in_others(*columns):
    """The names of these columns in the other languages: `name_fr`, `name_es`, `name_ar` of `name`."""
    return [f"{column}_{code}" for column in columns for code in OTHERS]


def translations(record, *columns):
    """What `columns` of `record` say in the other languages; empty where nobody has given a name."""
    return [getattr(record, name) for name in in_others(*columns)]
