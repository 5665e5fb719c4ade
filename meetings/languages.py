"""The languages that people speak and write at meetings, by their ISO codes."""

from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, get_language_info
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
