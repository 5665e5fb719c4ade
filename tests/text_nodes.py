"""The words of a page, with the language that each stands in."""

from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
UNSEEN = {"title", "script", "style", "code", "pre"}
SPOKEN = ("alt", "aria-label", "placeholder", "title")


class Words(HTMLParser):
    """Gathers the texts of a page that are in the language of the page itself, attributes that are read out included.

    Left out is what an element marks as another language, code, and the title in the window’s bar, which may hold the
    title of a document and can mark nothing.
    """

    def __init__(self):
        super().__init__()
        self.open = []
        self.texts = []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        outer = self.open[-1][1] if self.open else None
        language = attrs.get("lang", outer) if tag != "html" else attrs["lang"]
        unseen = tag in UNSEEN
        if tag not in VOID:
            self.open.append((tag, "code" if unseen else language))
        if not self.open or self.open[-1][1] == self.open[0][1]:
            self.texts += [attrs[name].strip() for name in SPOKEN if attrs.get(name)]

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if self.open and self.open[-1][1] == self.open[0][1] and (text := " ".join(data.split())):
            self.texts.append(text)


def texts_of(page):
    """The texts of `page` in its own language."""
    parser = Words()
    parser.feed(page)
    return parser.texts
