"""The desk of one kind of record: its list, its forms and its history."""

import re
from itertools import count
from operator import attrgetter
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from changes.names import Named
from meetings.desk.deleting import DeletedWhole
from meetings.desk.faults import faults
from meetings.desk.forms import Desk
from meetings.desk.meanwhile import SeenVersion
from meetings.desk.pickers import sought
from meetings.desk.wording import ToldBefore


class DeskAdmin(SeenVersion, ToldBefore, DeletedWhole, Desk, admin.ModelAdmin):
    """The desk of one kind of record."""

    change_list_template = "desk/change_list.html"
    identity = ()  # that within which its name is one: given once, then only shown
    expected = ()  # what may be empty, and stands among the gaps of the record where it is
    page_of = ""  # for a record without a page of its own: the one on whose page it is read

    def get_changelist_instance(self, request):
        try:
            return super().get_changelist_instance(request)
        except (ValueError, OverflowError) as fault:  # of a year beyond all days, or a NUL, in the address
            raise IncorrectLookupParameters from fault  # the whole list is shown instead

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, sought(self.opts, search_term))

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *(self.identity if obj else ())]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and isinstance(obj, Named) and obj.named_by in form.changed_data:
            names = {"before": form.initial[obj.named_by], "now": getattr(obj, obj.named_by)}
            said = _("“%(before)s” is now “%(now)s”. Former addresses lead there for ever.")
            self.message_user(request, said % names)

    def render_change_form(self, request, context, *args, **kwargs):
        if context["errors"]:
            tables = [table.formset for table in context["inline_admin_formsets"]]
            context["faults"] = list(faults(context["adminform"].form, tables))
        return super().render_change_form(request, context, *args, **kwargs)

    def response_add(self, request, obj, post_url_continue=None):
        return self.beside(obj, request, super().response_add(request, obj, post_url_continue))

    def response_change(self, request, obj):
        return self.beside(obj, request, super().response_change(request, obj))

    def beside(self, record, request, answer):
        """The answer to a saved form. To who adds another one, its form comes with what that begins with filled in."""
        if "_addanother" in request.POST:
            form = urlsplit(answer.headers["Location"])
            filled_in = dict(parse_qsl(form.query)) | self.another(record)
            answer.headers["Location"] = form._replace(query=urlencode(filled_in)).geturl()
        return answer

    def another(self, record):
        """What another record begins with where it is added after `record`: with what that belongs to."""
        fields = [field for field in record._meta.fields if field.many_to_one and not field.null]
        return {field.name: getattr(record, field.attname) for field in fields}

    def get_changeform_initial_data(self, request):
        """What a new record begins with: also what the list that its form was opened from is narrowed to."""
        narrowed = parse_qsl(request.GET.get("_changelist_filters", ""))
        chosen = {name.removesuffix("__exact").removesuffix("__id"): value for name, value in narrowed}
        return chosen | super().get_changeform_initial_data(request)

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def get_view_on_site_url(self, obj=None):
        return super().get_view_on_site_url(attrgetter(self.page_of)(obj) if obj and self.page_of else obj)


def next_name(name, taken):
    """The first free name behind one that is mostly numbered, such as an anchor or a code; empty where it is not."""
    stem, number = re.fullmatch(r"(.*?)(\d*)", name, re.DOTALL).groups()
    if not number:
        return ""
    taken = set(taken)
    return next(new for n in count(int(number) + 1) if (new := f"{stem}{n}") not in taken)


def link_to_list(model, field, description, text):
    """A column with a link to the list of one kind of record (“app_model”), narrowed to those of the record."""

    @admin.display(description=description)
    def link(_desk, record):
        if record.pk is None:
            return _("once this is saved")
        address = reverse(f"admin:{model}_changelist", query={f"{field}__id__exact": record.pk})
        return format_html('<a href="{}">{}</a>', address, text)

    return link
