"""Pages and files go over the wire compressed, so that a phone in a full hall waits less."""

import re
import zlib
from functools import lru_cache
from gzip import compress as gzip

import brotli
from django.utils.cache import has_vary_header, patch_vary_headers

COMPRESSIBLE = (
    "text/",
    "application/json",
    "application/atom+xml",
    "application/xml",
    "application/manifest+json",
    "application/vnd.citationstyles",
    "application/vnd.oai",
    "application/x-bibtex",
    "application/x-research-info-systems",
    "image/svg",
)
LEAST = 500
"""Fewer bytes than this fill one packet in any case."""
BROTLI, GZIP, HARDEST = 5, 4, 11
"""How hard to try: a page of 30 KB takes about a millisecond."""
STREAM_BROTLI, STREAM_GZIP = 1, 1
ACCEPTED = re.compile(r"\s*([\w*-]+)\s*(?:;\s*q\s*=\s*([0-9.]+)\s*)?$")


class CompressionMiddleware:
    """Compresses public answers with brotli or gzip, as the reader accepts.

    What is for one reader only (`Cache-Control: private`: the desk, and pages for staff) stays as it is: there a token
    stands beside what was typed, and from the length of the compressed page a stranger could guess it. Public pages
    are the same for everybody and hold no secret. Their ETags are weak, so both forms share one.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not for_everybody(response):
            return response
        if response.status_code == 304 or is_compressible(response):
            patch_vary_headers(response, ["Accept-Encoding"])
        if is_compressible(response) and (encoding := best_of(request.headers.get("Accept-Encoding", ""))):
            compress(response, encoding)
        return response


def for_everybody(response):
    """Whether nothing in the answer depends on who asks."""
    said = response.headers.get("Cache-Control", "")
    return not (response.cookies or "private" in said or "no-store" in said or has_vary_header(response, "Cookie"))


def is_compressible(response):
    """Whether compressing makes the answer shorter, as far as can be told."""
    return (
        response.headers.get("Content-Type", "").startswith(COMPRESSIBLE)
        and not response.has_header("Content-Encoding")
        and (response.streaming or len(response.content) >= LEAST)
    )


def best_of(accepted):
    """The name of the encoding to use for an Accept-Encoding header: “br”, “gzip”, or "" for none."""
    weights = {}
    for part in accepted.lower().split(","):
        if found := ACCEPTED.match(part):
            weights[found[1]] = _number(found[2])
    wanted = [name for name in ("br", "gzip") if weights.get(name, 0) > 0]
    return max(wanted, key=weights.get, default="")


def _number(text):
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0


def compress(response, encoding):
    """Compress an answer where it is, whole or while it is read."""
    if response.streaming:
        response.streaming_content = STREAMS[encoding](response.streaming_content)
        del response.headers["Content-Length"]
    else:
        lasting = getattr(response, "is_long_and_lasting", False)
        is_page = response.headers["Content-Type"].startswith("text/html")
        response.content = (kept if is_page else compressed)(response.content, encoding, lasting)
        response.headers["Content-Length"] = str(len(response.content))
    response.headers["Content-Encoding"] = encoding


def compressed(content, encoding, lasting):
    """A whole answer in its compressed form. A long page that lasts is made as short as can be: half a second."""
    if encoding == "gzip":
        return gzip(content, GZIP, mtime=0)
    quality = HARDEST if lasting else BROTLI
    return brotli.compress(content, mode=brotli.MODE_TEXT if lasting else brotli.MODE_GENERIC, quality=quality)


kept = lru_cache(maxsize=200)(compressed)
"""The same for a page, which is asked for again: remembered as long as other pages do not push it out."""


def _brotli_stream(chunks):
    compressor = brotli.Compressor(quality=STREAM_BROTLI)
    for chunk in chunks:
        if part := compressor.process(chunk):
            yield part
    yield compressor.finish()


def _gzip_stream(chunks):
    compressor = zlib.compressobj(STREAM_GZIP, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    for chunk in chunks:
        if part := compressor.compress(chunk):
            yield part
    yield compressor.flush()


STREAMS = {"br": _brotli_stream, "gzip": _gzip_stream}
