from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = _("Documents")

    def ready(self):
        # The desk lists these rows before it deletes a record: Django would name them by their class and number.
        for relation in self.get_model("Passage")._meta.related_objects:
            if relation.many_to_many:
                relation.through.__str__ = lambda row: str(row.passage)
