"""What countries are called: in the catalogues where a library of names calls them otherwise than the United Nations.

French, Spanish and Arabic have the short names of UNTERM, the terminology database of the United Nations, without an
article: “Bolivie (État plurinational de)”. English has the names that the record uses. The names stand in the
catalogues like all other words of the interface, and win over those of the library.
"""

import gettext
import re
from collections import defaultdict
from pathlib import Path

import django_countries
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

NAMES = {
    "AD": _("Andorra"),
    "AG": _("Antigua and Barbuda"),
    "AO": _("Angola"),
    "BD": _("Bangladesh"),
    "BH": _("Bahrain"),
    "BJ": _("Benin"),
    "BN": _("Brunei"),
    "BO": _("Bolivia"),
    "BS": _("Bahamas (The)"),
    "BT": _("Bhutan"),
    "BW": _("Botswana"),
    "BY": _("Belarus"),
    "BZ": _("Belize"),
    "CF": _("Central African Republic"),
    "CI": _("Côte d'Ivoire"),
    "CV": _("Cabo Verde"),
    "CY": _("Cyprus"),
    "CZ": _("Czechia"),
    "DJ": _("Djibouti"),
    "DK": _("Denmark"),
    "DO": _("Dominican Republic"),
    "EC": _("Ecuador"),
    "EE": _("Estonia"),
    "ES": _("Spain"),
    "ET": _("Ethiopia"),
    "FJ": _("Fiji"),
    "FK": _("Falkland Islands (Malvinas)"),
    "FM": _("Micronesia"),
    "GA": _("Gabon"),
    "GB": _("United Kingdom"),
    "GD": _("Grenada"),
    "GT": _("Guatemala"),
    "GW": _("Guinea-Bissau"),
    "GY": _("Guyana"),
    "HK": _("Hong Kong"),
    "HU": _("Hungary"),
    "ID": _("Indonesia"),
    "IQ": _("Iraq"),
    "IR": _("Iran"),
    "IS": _("Iceland"),
    "KE": _("Kenya"),
    "KG": _("Kyrgyzstan"),
    "KI": _("Kiribati"),
    "KN": _("Saint Kitts and Nevis"),
    "KP": _("North Korea"),
    "KR": _("South Korea"),
    "LA": _("Laos"),
    "LK": _("Sri Lanka"),
    "LR": _("Liberia"),
    "LS": _("Lesotho"),
    "LU": _("Luxembourg"),
    "MD": _("Moldova"),
    "MH": _("Marshall Islands"),
    "MK": _("North Macedonia"),
    "MM": _("Myanmar"),
    "MT": _("Malta"),
    "MV": _("Maldives"),
    "MW": _("Malawi"),
    "MZ": _("Mozambique"),
    "NG": _("Nigeria"),
    "NI": _("Nicaragua"),
    "NL": _("Netherlands"),
    "NR": _("Nauru"),
    "NZ": _("New Zealand"),
    "PG": _("Papua New Guinea"),
    "PH": _("Philippines"),
    "PS": _("Palestine"),
    "PW": _("Palau"),
    "PY": _("Paraguay"),
    "QA": _("Qatar"),
    "RO": _("Romania"),
    "RU": _("Russia"),
    "RW": _("Rwanda"),
    "SA": _("Saudi Arabia"),
    "SB": _("Solomon Islands"),
    "SC": _("Seychelles"),
    "SR": _("Suriname"),
    "ST": _("Sao Tome and Principe"),
    "SV": _("El Salvador"),
    "SY": _("Syria"),
    "SZ": _("Eswatini"),
    "TD": _("Chad"),
    "TG": _("Togo"),
    "TJ": _("Tajikistan"),
    "TL": _("Timor-Leste"),
    "TO": _("Tonga"),
    "TR": _("Türkiye"),
    "TT": _("Trinidad and Tobago"),
    "TZ": _("Tanzania"),
    "US": _("United States of America"),
    "UY": _("Uruguay"),
    "VC": _("Saint Vincent and the Grenadines"),
    "VE": _("Venezuela"),
    "VN": _("Vietnam"),
    "ZA": _("South Africa"),
    "ZW": _("Zimbabwe"),
}

OTHER_WORDS = {"Islande"}
"""Names that the search takes for a form of another English word: of “island”, as here."""


BEGINS_BEHIND = re.compile(
    r"(?P<name>.+?)(?: \(|, )(?:the )?(?P<beginning>.+ (?:of|of the|de|des|du|del|de los|d’))\)?"
)
"""A name whose beginning stands behind it: “Iran (Islamic Republic of)”, “Países Bajos (Reino de los)”."""

NAMES_OF_THE_LIBRARY = Path(django_countries.__file__).with_name("locale")


def other_names():
    """Each country by its English name, with what else it is called: the search knows them by these.

    In French, Spanish and Arabic that is the name on the pages, with and without what stands in brackets behind it, and
    the usual name, which the library has: “Corée du Sud”, “Turquie”. In English it is the formal name: “Viet Nam”.
    """
    from django_countries import countries  # reads the settings, which read this module
    from django_countries.data import COUNTRIES

    with override("en"):
        english, formal = dict(countries), {code: str(name) for code, name in COUNTRIES.items()}
    names = defaultdict(list)
    for country, shown in english.items():
        names[_plain(shown)] += _forms(formal[country]) if formal[country] != shown else []
    for code in ("fr", "es", "ar"):
        usual = gettext.translation("django", NAMES_OF_THE_LIBRARY, [code]).gettext
        with override(code):
            for country, shown in countries:
                names[_plain(english[country])] += [*_forms(shown), _plain(shown), _plain(usual(english[country]))]
    return {name: [other for other in others if other not in OTHER_WORDS] for name, others in names.items()}


def _forms(name):
    """A name, and if its beginning stands behind it, the name as a whole."""
    turned = BEGINS_BEHIND.fullmatch(name)
    return [name, f"{turned['beginning']} {turned['name']}".replace("’ ", "’")] if turned else [name]


def _plain(name):
    return name.partition(" (")[0]
