"""Where somebody who tries to sign in sits, so that whoever guesses passwords locks out nobody else."""

from ipaddress import ip_address

from rest_framework.throttling import BaseThrottle


def place_of(request):
    """The IP address that a sign-in came from, as text; that of the proxy where it names none.

    Behind a proxy of ours every request comes from the proxy, which says for whom (`NUM_PROXIES` of the settings, as
    for those who ask the API). Some write a port beside it, which is no address that the database would keep.
    """
    said = BaseThrottle().get_ident(request)
    try:
        return str(ip_address(said))
    except ValueError:
        return request.META.get("REMOTE_ADDR")
