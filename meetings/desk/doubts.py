"""What the desk doubts before it saves: names like others, days far away. Sent again, it is saved as it is."""

from django.db.models import Model
from django.utils.translation import gettext as _

from meetings.told_apart import rules_of

LET_STAND = "let_stand"
"""The fields of a form that say which doubts its editor has read."""


class Doubting:
    """A form that is refused once for each doubt, and for good where two records cannot be told apart."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.doubts = []

    def _post_clean(self):
        # Once each field has been held to the rules of the model: what breaks one is not doubted as well.
        super()._post_clean()
        self.look_for_doubts()

    def look_for_doubts(self):
        """Refuse the form once for each doubt about what was typed."""
        self.tell_apart()

    def tell_apart(self):
        """Hold the names that were typed against those of other records."""
        for rule in rules_of(self._meta.model):
            if self.is_up_to(rule):
                self.hold(rule, self.stored_beside(rule, [self.instance.pk]))

    def is_up_to(self, rule):
        """Whether what was typed can bring two records too near each other."""
        typed = self.cleaned_data.get(rule.by) and {rule.by, *rule.among} & {*self.changed_data}
        return bool(typed)

    def hold(self, rule, others):
        """Refuse or doubt a name that is too like one of the `others`."""
        name = self.cleaned_data[rule.by]
        if (other := rule.twin(name, others)) is None:
            return
        told = rule.said % {"name": name, "other": other}
        if rule.is_refused:
            self.add_error(rule.by, told)
        else:
            self.doubt(rule.by, told)

    def doubt(self, name, told):
        """Refuse the form once for a doubt about one of its fields."""
        self.doubts.append(told)
        if told not in self.data.getlist(LET_STAND):
            self.add_error(name, _("%(doubt)s If it is meant, save again.") % {"doubt": told})

    def shared(self, rule):
        """What the record shares with those among which it is told apart by a rule, by column."""
        fields = [self._meta.model._meta.get_field(name) for name in rule.among]
        return {
            field.attname: self.cleaned_data.get(field.name, getattr(self.instance, field.attname)) for field in fields
        }

    def stored_beside(self, rule, without):
        """The names of those records but some; none where they would share something that is not saved yet."""
        shared = self.shared(rule)
        if any(isinstance(value, Model) and value.pk is None for value in shared.values()):
            return []
        ids = {column: getattr(value, "pk", value) for column, value in shared.items()}
        others = self._meta.model._base_manager.filter(**ids).exclude(pk__in=[pk for pk in without if pk])
        return others.order_by("pk").values_list(rule.by, flat=True)


class DoubtingRows:
    """Rows under a record, which are told apart from each other as they were sent."""

    @property
    def doubts(self):
        return [told for form in self.forms for told in form.doubts]

    def tell_apart(self):
        """Hold the names that were typed in rows against those of the other rows and of other records."""
        rows = [form for form in self.forms if form.is_valid() and form not in self.deleted_forms]
        for rule in rules_of(self.model):
            named = [row for row in rows if row.cleaned_data.get(rule.by)]
            named.sort(key=lambda row: row.is_up_to(rule))  # those that stay as they are were there first
            there = []
            for row in named:
                name, shared = row.cleaned_data[rule.by], row.shared(rule)
                if row.is_up_to(rule):
                    stored = row.stored_beside(rule, [form.instance.pk for form in self.forms])
                    row.hold(rule, [*(other for others, other in there if others == shared), *stored])
                there.append((shared, name))
