"""The languages that people speak and write at meetings, by their ISO codes."""

from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, get_language_info, gettext
from django.utils.translation import gettext_lazy as _

# Languages heard at the Forum that Django has no name for.
MORE = {
    "am": _("Amharic"),
    "fil": _("Filipino"),
    "ils": _("International Sign"),
    "si": _("Sinhala"),
    "tl": _("Tagalog"),
    "zh": _("Chinese"),
}


OFFICIAL = ("ar", "zh", "en", "fr", "ru", "es")
"""The languages of the United Nations, in which meetings are mostly held."""

SMALL = ("fr", "es")
"""The languages of the interface that write the names of languages with a small letter."""


def known_language(code):
    """Refuse a code that stands for no language we can name."""
    if code not in MORE and "name" not in LANG_INFO.get(code, {}):
        raise ValidationError(
            _("There is no language “%(code)s”; write its ISO code, such as “en”, “fr” or “ar”."), params={"code": code}
        )


def language_name(code):
    """The name of a language in the reader's own, as within a sentence; the code itself where it is not known."""
    try:
        name = str(MORE[code] if code in MORE else get_language_info(code)["name_translated"])
    except KeyError:
        return code
    return name[:1].lower() + name[1:] if get_language() in SMALL else name


def languages_found(typed):
    """The languages whose name or code holds what was typed: those of the United Nations, then the others, by name.

    Returns a list of (the group in words, [(code, name)]), without groups in which nothing was found.
    """
    known = {*MORE, *(code for code, facts in LANG_INFO.items() if "name" in facts)}
    groups = [(gettext("Languages of the United Nations"), OFFICIAL), (gettext("Other languages"), known - {*OFFICIAL})]
    found = [(group, _by_name(codes, typed.casefold())) for group, codes in groups]
    return [(group, languages) for group, languages in found if languages]


def _by_name(codes, typed):
    named = ((code, language_name(code)) for code in codes)
    return sorted((pair for pair in named if typed in f"{pair[1]} ({pair[0]})".casefold()), key=lambda pair: pair[1])
