"""What countries are called: in the catalogues where a library of names calls them otherwise than the United Nations.

The names stand in the catalogues like all other words of the interface, and win over those of the library.
"""

from collections import defaultdict

from django.conf import settings
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
    "DO": _("Dominican Republic"),
    "EC": _("Ecuador"),
    "EE": _("Estonia"),
    "ES": _("Spain"),
    "ET": _("Ethiopia"),
    "FJ": _("Fiji"),
    "FK": _("Falkland Islands (Malvinas)"),
    "FM": _("Micronesia"),
    "GA": _("Gabon"),
    "GD": _("Grenada"),
    "GT": _("Guatemala"),
    "GW": _("Guinea-Bissau"),
    "GY": _("Guyana"),
    "HK": _("Hong Kong"),
    "HU": _("Hungary"),
    "ID": _("Indonesia"),
    "IQ": _("Iraq"),
    "IS": _("Iceland"),
    "KE": _("Kenya"),
    "KG": _("Kyrgyzstan"),
    "KI": _("Kiribati"),
    "KN": _("Saint Kitts and Nevis"),
    "LK": _("Sri Lanka"),
    "LS": _("Lesotho"),
    "LU": _("Luxembourg"),
    "MD": _("Moldova"),
    "MH": _("Marshall Islands"),
    "MK": _("North Macedonia"),
    "MM": _("Myanmar"),
    "MT": _("Malta"),
    "MV": _("Maldives"),
    "MW": _("Malawi"),
    "NG": _("Nigeria"),
    "NI": _("Nicaragua"),
    "NR": _("Nauru"),
    "NZ": _("New Zealand"),
    "PG": _("Papua New Guinea"),
    "PH": _("Philippines"),
    "PS": _("Palestine"),
    "PW": _("Palau"),
    "PY": _("Paraguay"),
    "QA": _("Qatar"),
    "RO": _("Romania"),
    "RW": _("Rwanda"),
    "SA": _("Saudi Arabia"),
    "SB": _("Solomon Islands"),
    "SC": _("Seychelles"),
    "SR": _("Suriname"),
    "ST": _("Sao Tome and Principe"),
    "SV": _("El Salvador"),
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
    "VN": _("Vietnam"),
    "ZA": _("South Africa"),
    "ZW": _("Zimbabwe"),
}

OTHER_WORDS = {"Islande"}
"""Names that the search takes for a form of another English word: of “island”, as here."""


def in_other_languages():
    """Each country by its English name, with what French, Spanish and Arabic call it: the search knows them by these.

    What stands in brackets behind a name is no part of it: “Falkland Islands (Malvinas)”.
    """
    from django_countries import countries  # reads the settings, which read this module

    names = defaultdict(list)
    for code, _name in settings.LANGUAGES:
        with override(code):
            for country, name in countries:
                names[country].append(name.partition(" (")[0])
    return {english: [name for name in others if name not in OTHER_WORDS] for english, *others in names.values()}
