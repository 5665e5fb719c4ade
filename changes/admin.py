"""The desk of deleted records: what was deleted, and the way back."""

from django.contrib import admin, messages
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from changes.deleted import InTheWay, bring_back, model_of
from changes.models import Deleted


def called(label, number=1):
    """What records of a model are called, by its label; the label itself where this release has no such model."""
    try:
        meta = model_of(label)._meta
    except LookupError:
        return label
    return str(meta.verbose_name if number == 1 else meta.verbose_name_plural)


def form_of(label, pk):
    """The address of the form of a record, by the label of its model."""
    return reverse(admin_urlname(model_of(label)._meta, "change"), args=[pk])


@admin.register(Deleted)
class DeletedAdmin(admin.ModelAdmin):
    """A list and nothing else, for those alone who may delete everything. What they delete here is gone for good."""

    # The way back stands where a phone shows it without moving the list.
    list_display = ["what", "its_kind", "way_back", "went_with_it", "made_at", "made_by"]
    list_display_links = None
    list_select_related = ["made_by"]
    list_per_page = 50
    search_fields = ["what", "kind", "made_by__username"]

    def has_view_permission(self, request, obj=None):
        return request.user.is_active and request.user.is_superuser

    has_module_permission = has_delete_permission = has_view_permission

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).defer("rows", "ties")

    def changelist_view(self, request, extra_context=None):
        # Nothing is selected here to be viewed, as the usual title says.
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, title | (extra_context or {}))

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("", wrap(self.changelist_view), name="changes_deleted_changelist"),
            path("<int:number>/bring-back/", wrap(require_POST(self.bring_back)), name="changes_deleted_bring_back"),
        ]

    @admin.display(description=gettext_lazy("kind"), ordering="kind")
    def its_kind(self, deleted):
        return capfirst(called(deleted.kind))

    @admin.display(description=gettext_lazy("what went with it"))
    def went_with_it(self, deleted):
        most_first = sorted(deleted.parts.items(), key=lambda part: (-part[1], part[0]))
        parts = ", ".join(f"{number} {called(label, number)}" for label, number in most_first)
        if not deleted.into:
            return parts
        address = form_of(deleted.kind, deleted.into)
        return format_html('<a href="{}">{}</a>{}{}', address, _("merged into another"), parts and ", ", parts)

    @admin.display(description=gettext_lazy("bring back"))
    def way_back(self, deleted):
        if deleted.state:
            return deleted.state
        address = reverse("admin:changes_deleted_bring_back", args=[deleted.pk])
        # It sends the form in which Django puts the list, with its token against forgery, to another address.
        return format_html('<button class="button" formaction="{}">{}</button>', address, _("Bring back"))

    def bring_back(self, request, number):
        """Bring one record back and lead to it, or say what is in the way."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        deleted = get_object_or_404(self.get_queryset(request), pk=number)
        try:
            record = bring_back(number)
        except InTheWay as refused:
            for sentence in refused.sentences:
                self.message_user(request, sentence, messages.ERROR)
            return redirect("admin:changes_deleted_changelist")
        link = format_html('<a href="{}">{}</a>', form_of(record._meta.label_lower, record.pk), record)
        if deleted.into:
            noted = _("Brought back as it was, with all that had led to it.")
            said = _("“{}” is back, with all that had led to it.")
            again = _("“%(record)s”, which was merged into this, is a record by itself again.") % {"record": record}
            self.log_change(request, type(record)._default_manager.get(pk=deleted.into), again)
        else:
            noted = _("Brought back as it was, with all that had been deleted with it.")
            said = _("“{}” is back, with all that had been deleted with it.")
        self.log_addition(request, record, noted)
        self.message_user(request, format_html(said, link))
        return redirect("admin:changes_deleted_changelist")
