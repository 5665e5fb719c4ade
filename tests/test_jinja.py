"""What `gfmd_portal.jinja` leans on in Jinja, beyond what its manual promises: a new Jinja that does it otherwise fails
here, and says what to look at.
"""

import re
from html import unescape

import pytest
from django.template import engines
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from markupsafe import Markup
from markupsafe import escape as markup

from gfmd_portal.jinja import SHORT, PageTemplate, _written
from meetings.models import Theme

EVERYWHERE = """
{%- macro item(word) %}{{ word }}{% endmacro -%}
{% set kept %}{{ "a"|upper ~ word }}{% endset -%}
{{ word }} {% for word in words %}{{ word }} {% endfor %}
{{ item(word) }} {{ kept }} {% block last %}{{ word }}{% endblock %}
"""
"""A value in each place where the code of a template writes one: in its root, a loop, a macro, a variable, a block."""
SIGNS = re.compile("""[<>"']""")


@pytest.fixture
def environment():
    return engines["jinja2"].env.overlay()


def test_the_code_of_a_template_writes_every_value_with_the_escape_that_we_put_there(environment):
    written = []

    def escape(value):
        written.append(value)
        return markup(value)

    template = environment.from_string(EVERYWHERE)
    assert isinstance(template, PageTemplate)
    names = template.root_render_func.__globals__
    assert names["escape"] is _written, "PageTemplate.from_code no longer gives its `escape` to the code of a template."
    names["escape"] = escape
    template.render(word="<w>", words=["<1>", 2])
    assert [value for value in written if type(value) is not Markup] == ["A<w>", "<w>", "<1>", 2, "<w>", "<w>"], (
        "Jinja writes values otherwise than by calling `escape` from the names of the module: see PageTemplate."
    )


@pytest.mark.parametrize(
    "value",
    [
        "",
        "plain",
        "<a href='x'>\"&amp;\"</a>",
        "<&>" * SHORT,
        7,
        2.5,
        True,
        None,
        Markup("<b>“kept”</b>"),
        SafeString("<b>kept</b>"),
        gettext_lazy("Meetings"),
        [1, "<"],
    ],
    ids=repr,
)
def test_our_escape_says_what_that_of_jinja_says(value):
    ours, theirs = str(_written(value)), str(markup(value))
    assert unescape(ours) == unescape(theirs)
    assert SIGNS.findall(ours) == SIGNS.findall(theirs)


def test_the_code_of_a_template_looks_for_a_name_with_the_getattr_of_its_environment(environment):
    said = "Jinja looks for `card.text` otherwise than with `environment.getattr`: see `gfmd_portal.jinja.environment`."
    assert environment.getattr is getattr, said
    template = environment.from_string("{{ card.text }}")
    asked = []
    environment.getattr = lambda *names: asked.append(names) or "found"
    assert (template.render(card="a card"), asked) == ("found", [("a card", "text")]), said


def test_a_template_that_names_what_is_not_there_fails(environment):
    template = environment.from_string("{{ card.txet }}")
    with pytest.raises(AttributeError, match="txet"):
        template.render(card=Theme(slug="x"))


def test_templates_that_share_their_values_leave_them_to_the_next_as_they_were(environment):
    values = {**environment.globals, "listing": "a list"}
    before = dict(values)
    template = environment.from_string("{% set listing = 'another' %}{{ listing }}")
    written = "".join(template.root_render_func(template.new_context(values, shared=True)))
    assert (written, values) == ("another", before), "A template changes what it is given: see `browse.frames.written`."
