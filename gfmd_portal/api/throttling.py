"""How often one reader may ask: generous for people and scripts, and a stop for what runs wild."""

from time import monotonic

from rest_framework.settings import api_settings
from rest_framework.throttling import SimpleRateThrottle


class ReaderThrottle(SimpleRateThrottle):
    """Counts the requests of one address; the rate stands in the settings, and None lifts it.

    Each process of the server counts for itself unless the processes of one machine share the default cache.
    """

    scope = "reader"
    timer = monotonic
    """The clock of the day may be set back, and whoever asked before would wait until it is as late again."""

    def get_rate(self):
        # Read for every request, not once at import, so that a changed setting counts at once.
        return api_settings.DEFAULT_THROTTLE_RATES[self.scope]

    def get_cache_key(self, request, view):
        if request.method == "OPTIONS":
            return None
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}
