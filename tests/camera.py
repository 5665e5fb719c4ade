"""What the camera of a phone reads off a screen and off paper, by a reader of codes that is not the maker of ours."""

from io import BytesIO

import pypdfium2
import zxingcpp
from PIL import Image

DOTS_PER_INCH = 120
"""Of a sheet as a camera sees it: less than any printer prints."""


def codes_on_screen(screenshot):
    """What the codes on a screenshot, a PNG, say."""
    return _codes(Image.open(BytesIO(screenshot)))


def codes_on_paper(pdf):
    """What the codes on the pages of a PDF say, page by page."""
    return [text for page in pages_on_paper(pdf) for text in _codes(page)]


def pages_on_paper(pdf):
    """The pages of a PDF as pictures."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=DOTS_PER_INCH / 72).to_pil() for page in document]


def _codes(picture):
    return [code.text for code in zxingcpp.read_barcodes(picture)]
