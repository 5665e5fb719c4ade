"""What is deleted at the desk is kept, so that it can be brought back."""

from changes.deleted import keep


class DeletedWhole:
    """The desk of records that are kept when they are deleted: by themselves, in a list, or as rows in a form."""

    def delete_model(self, request, obj):
        keep(obj, request.user)
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
                keep(row.instance, request.user)
        super().save_formset(request, form, formset, change)
