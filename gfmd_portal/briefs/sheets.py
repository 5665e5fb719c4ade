"""What stands on the sheet of a session."""

from dataclasses import dataclass

from changes.names import with_former
from recommendations.models import Recommendation, RecommendationTheme

EARLIER = 4
"""Recommendations of earlier meetings on a sheet: as many as leave room for notes."""
LOOKED_AT = 5000


@dataclass(frozen=True)
class Sheet:
    """A session, its themes, and what earlier meetings recommended on them."""

    session: object
    themes: list
    earlier: list


def sheets_of(sessions, order=list):
    """The sheets of `sessions`, a queryset of one meeting, in its order or as `order` puts them."""
    read = sessions.select_related("meeting", "roundtable", "room", "slot__meeting", "parent").prefetch_related(
        "questions__passages__translations",
        "partners",
        "speakers",
        "papers",
        "spoken_languages",
        "codings__theme",
        "recommendations__codings__theme",
    )
    themes = {session: themes_of(session) for session in with_former(order(read))}
    earlier = earlier_recommendations(themes)
    return [Sheet(session, about, earlier.get(session, [])) for session, about in themes.items()]


def themes_of(session):
    """The themes given to a session, else the main themes of what it recommended, in the order of the codebook."""
    given = [coding.theme for coding in session.codings.all()]
    if given:
        return given
    main = {coding.theme for record in session.recommendations.all() for coding in record.codings.all()[:1]}
    return sorted(main, key=lambda theme: theme.position)


def earlier_recommendations(themes):
    """What earlier meetings recommended on the themes of each session, as a dict of session to recommendations.

    `themes` is a dict of session to themes. Those for which the theme is the main one come first, the latest of them
    before the others.
    """
    wanted = {theme.pk for about in themes.values() for theme in about}
    if not wanted:
        return {}
    first_day = min(session.meeting.starts_on for session in themes)
    codings = RecommendationTheme.objects.filter(theme__in=wanted, recommendation__meeting__starts_on__lt=first_day)
    codings = codings.order_by("position", "-recommendation__meeting__starts_on", "recommendation__position")
    rows = list(codings.values_list("theme", "recommendation")[:LOOKED_AT])
    chosen = {session: _first(rows, {theme.pk for theme in about}) for session, about in themes.items()}
    ids = {pk for pks in chosen.values() for pk in pks}
    found = Recommendation.objects.select_related("meeting").in_bulk(ids)
    return {session: [found[pk] for pk in pks] for session, pks in chosen.items()}


def _first(rows, themes):
    return list(dict.fromkeys(record for theme, record in rows if theme in themes))[:EARLIER]
