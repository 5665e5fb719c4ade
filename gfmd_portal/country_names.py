"""What countries are called: in the catalogues where a library of names calls them otherwise than the United Nations.

French, Spanish and Arabic have the short names of UNTERM, the terminology database of the United Nations, without an
article: “Bolivie (État plurinational de)”. English has the names that the record uses. The names stand in the
catalogues like all other words of the interface, and win over those of the library.
"""

import gettext
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


NAMES_OF_THE_LIBRARY = Path(django_countries.__file__).with_name("locale")


def in_other_languages():
    """Each country by its English name, with what French, Spanish and Arabic call it: the search knows them by these.

    These are the name on the pages, without what stands in brackets behind it, and the usual name, which the library
    has: “Corée du Sud”, “Turquie”.
    """
    from django_countries import countries  # reads the settings, which read this module

    with override("en"):
        english = dict(countries)
    names = defaultdict(list)
    for code in ("fr", "es", "ar"):
        usual = gettext.translation("django", NAMES_OF_THE_LIBRARY, [code]).gettext
        with override(code):
            for country, shown in countries:
                names[_plain(english[country])] += [_plain(shown), _plain(usual(english[country]))]
    return {name: [other for other in others if other not in OTHER_WORDS] for name, others in names.items()}


def _plain(name):
    return name.partition(" (")[0]
