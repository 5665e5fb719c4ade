"""What is deleted at the desk is kept, so that it can be brought back, and what stays without it is named."""

from django.contrib import messages
from django.utils.translation import gettext as _

from changes.deleted import keep, staying


def what_stays(record, rows):
    """The `rows` that stay without a record that is deleted, in words; nothing where there are none."""
    stays = "; ".join(map(str, rows))
    return stays and _("These stay, but without “%(record)s”: %(stays)s.") % {"record": record, "stays": stays}


class DeletedWhole:
    """The desk of records that are kept when they are deleted: by themselves, in a list, or as rows in a form."""

    delete_confirmation_template = "desk/delete_confirmation.html"

    def render_delete_form(self, request, context):
        if not context["protected"]:
            context["what_stays"] = what_stays(context["object"], staying(context["object"]))
        return super().render_delete_form(request, context)

    def delete_model(self, request, obj):
        self.keep(request, obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        for pk in list(queryset.values_list("pk", flat=True)):
            # One by one, each to be brought back by itself; some may have gone with one before them.
            if record := queryset.filter(pk=pk).first():
                self.delete_model(request, record)

    def save_formset(self, request, form, formset, change):
        # Before others take its place: a row is kept as it stood, and moved rows wait elsewhere meanwhile.
        for row in formset.deleted_forms:
            if row.instance.pk:
                self.keep(request, row.instance)
        super().save_formset(request, form, formset, change)

    def keep(self, request, record):
        """Keep a record that is about to be deleted, and tell what stays without it."""
        if told := what_stays(record, keep(record, request.user)):
            self.message_user(request, told, messages.WARNING)
