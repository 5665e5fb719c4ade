"""The time zones of the places where meetings are held."""

from babel.core import get_global


def zones_of(country):
    """The time zones of a country, by its code: of most there is one."""
    return get_global("territory_zones").get(country, [])
