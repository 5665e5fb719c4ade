"""The pages that are no record, by their names in the site map: search engines are told of them.

Whoever mistypes an address is offered them by what they are called here.
"""

from django.utils.translation import gettext_lazy as _

PAGES = [
    ("meetings:list", _("Meetings")),
    ("sessions:list", _("Sessions")),
    ("sessions:questions", _("Guiding questions")),
    ("recommendations:list", _("Recommendations")),
    ("recommendations:chart", _("Recommendations as a chart")),
    ("recommendations:compare", _("Compare recommendations")),
    ("recommendations:said-before", _("How “said before” is found")),
    ("recommendations:examples", _("Examples")),
    ("agencies:list", _("Agencies")),
    ("agencies:involvement", _("Agency involvement")),
    ("agencies:activities", _("Activities")),
    ("documents:list", _("Documents")),
    ("meetings:themes", _("Themes")),
    ("roundtables:list", _("Roundtables")),
    ("data-home", _("Data")),
    ("api-docs", _("API")),
    ("accessibility", _("Accessibility")),
    ("codebook", _("Codebook")),
    ("rights", _("Licence and rights")),
    ("changes:latest", _("Changes to the record")),
]
