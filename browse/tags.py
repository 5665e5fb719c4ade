"""Template tags that put Jinja templates into a page, and parts of a page into them; one names idle words."""

from django import template
from django.template import engines
from django.template.base import Node, token_kwargs
from django.template.loader_tags import BlockNode
from django.utils.safestring import mark_safe

from browse.not_understood import passed_over

register = template.Library()


@register.simple_tag
def jinja(template_name, /, **context):
    """The Jinja template with this name and these values; it escapes them itself."""
    return mark_safe(engines["jinja2"].get_template(template_name).render(context))


class Within(Node):
    """Blocks of a page, put where a Jinja template names them."""

    def __init__(self, name, values, nodelist):
        self.name = name
        self.values = values
        self.nodelist = nodelist
        self.blocks = [node for node in nodelist if isinstance(node, BlockNode)]

    def render(self, context):
        values = {name: value.resolve(context) for name, value in self.values.items()}
        return jinja(self.name, **values, **{block.name: block.render(context) for block in self.blocks})


@register.tag
def within(parser, token):
    """`{% within "frame.jinja" list=list %}{% block title %}…{% endblock %}{% endwithin %}`: a frame and what it holds.

    The Jinja template is given what each block holds under the name of the block, beside the values named. Templates
    that extend the page fill its blocks as ever; what stands between the blocks is dropped.
    """
    _tag, name, *bits = token.split_contents()
    values = token_kwargs(bits, parser)
    nodelist = parser.parse(["endwithin"])
    parser.delete_first_token()
    return Within(parser.compile_filter(name).resolve({}), values, nodelist)


@register.simple_tag(takes_context=True)
def no_filters(context):
    """What the address of a page without filters asks for all the same: nobody is to take it for a narrowed one."""
    odd = passed_over(context["request"].GET)
    return jinja("browse/_no_filters.jinja", odd=odd) if odd else ""
