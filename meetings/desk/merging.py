"""Two records that turn out to be one are merged at the desk, once a page has told what that would change."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from changes.names import Named
from meetings.desk.meanwhile import SEEN
from meetings.desk.pickers import MEETING, RecordPicker, in_full
from meetings.desk.wording import in_words, told_before
from meetings.merging import Merger, references

TOLD = 20
"""So many records of one kind are named; of more, the number is told."""


class Choice(forms.Form):
    """Which of two records stays and which goes."""

    def __init__(self, desk, request, given):
        is_made = {"kept", "gone"} <= given.keys()
        super().__init__(given if is_made else None, initial=given.dict())
        for name, label in {"kept": _("Stays"), "gone": _("Goes")}.items():
            picker = RecordPicker(references(desk.model)[0], desk.admin_site)
            self.fields[name] = forms.ModelChoiceField(desk.get_queryset(request), label=label, widget=picker)
            self.fields[name].label_from_instance = in_full
        if picker.within and (chosen := self.fields["kept"].queryset.filter(pk=self["kept"].value() or None).first()):
            for field in self.fields.values():
                field.widget.attrs[f"data-{MEETING}"] = chosen.meeting_id

    def clean(self):
        chosen = super().clean()
        if chosen.get("kept") and chosen.get("kept") == chosen.get("gone"):
            raise ValidationError(_("These are the same record: choose two."))
        return chosen


class Mergeable:
    """The desk of records of which two may turn out to be one: the same theme under two names."""

    actions = ["merge_selected"]

    def get_urls(self):
        view = self.admin_site.admin_view(self.merge_view)
        return [
            path("merge/", view, name=admin_urlname(self.opts, "merge").removeprefix("admin:")),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and self.may_merge(request, obj, obj):
            context["merge_address"] = reverse(admin_urlname(self.opts, "merge"), query={"kept": obj.pk})
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.action(description=gettext_lazy("Merge the two selected records"), permissions=["change", "delete"])
    def merge_selected(self, request, queryset):
        """Lead to the page that tells what merging two records would change."""
        chosen = list(queryset.values_list("pk", flat=True)[:3])
        if len(chosen) != 2:
            self.message_user(request, _("Select two records to merge them."), messages.ERROR)
            return None
        return redirect(self._merging(*chosen))

    def may_merge(self, request, kept=None, gone=None):
        """Whether a user may: whoever may change the one that stays and delete the one that goes."""
        return self.has_change_permission(request, kept) and self.has_delete_permission(request, gone)

    def merge_view(self, request):
        """The page on which two records are chosen, what merging them would change is told, and it is done."""
        choice = Choice(self, request, request.GET)
        chosen = choice.cleaned_data if choice.is_valid() else {}
        if not self.may_merge(request, **chosen):
            raise PermissionDenied
        merger = Merger(**chosen) if chosen else None
        if merger and request.method == "POST":
            if merger.is_possible and merger.digest == request.POST.get(SEEN):
                return self._merge(request, merger)
            self.message_user(
                request, _("The record was changed after you opened this page: look again."), messages.ERROR
            )
        context = {
            **self.admin_site.each_context(request),
            "title": _("Merge two records"),
            "opts": self.opts,
            "choice": choice,
            "media": self.media + choice.media,
            **(self._told(request, merger) if merger else {}),
        }
        return TemplateResponse(request, "desk/merge.html", context)

    def _merging(self, kept, gone):
        return reverse(admin_urlname(self.opts, "merge"), query={"kept": kept, "gone": gone})

    def _told(self, request, merger):
        """What the page tells of a merger."""
        both, differing = ([self._records(request, found) for found in each] for each in _found_at_both(merger))
        return {
            "merger": merger,
            "other_way": self._merging(merger.gone.pk, merger.kept.pk),
            "led": [
                (capfirst(_kind(one)), len(one.moved), _list_of(one, merger.gone), one.put_behind) for one in merger.led
            ],
            "both": both,
            "differing": differing,
            "words": [TwoWordings(field, merger) for field in merger.differences],
            "is_named": isinstance(merger.kept, Named),
        }

    def _records(self, request, found):
        """Some records of one kind, as (address of the form, name), and how many more there are."""
        model, pks = found
        records = self.admin_site.get_model_admin(model).get_queryset(request).filter(pk__in=sorted(pks)[:TOLD])
        named = [(reverse(admin_urlname(model._meta, "change"), args=[one.pk]), in_full(one)) for one in records]
        return {"kind": capfirst(model._meta.verbose_name_plural), "named": named, "more": len(pks) - len(named)}

    def _merge(self, request, merger):
        """Merge two records, note it in the histories of both, and lead to the one that stays."""
        kept, gone = merger.kept, merger.gone
        words = [TwoWordings(field, merger) for field in merger.differences]
        taken_over = [one for one in words if request.POST.get(one.name) == "gone"]
        led = ", ".join(f"{len(one.moved)} {_kind(one, len(one.moved))}" for one in merger.led) or _("nothing")
        told = [
            _("Merged with “%(record)s”, which went. What led to that leads here: %(led)s.")
            % {"record": gone, "led": led}
        ]
        told += [told_before(one.label, one.kept) for one in taken_over]
        self.log_change(request, kept, " ".join(told))
        into = _("Merged into “%(record)s”.") % {"record": in_full(kept)}
        LogEntry.objects.log_actions(request.user.pk, [gone], DELETION, change_message=into)
        merger.do(request.user, [one.name for one in taken_over])
        self.message_user(request, self._said(request, merger), messages.SUCCESS)
        return redirect(admin_urlname(self.opts, "change"), kept.pk)

    def _said(self, request, merger):
        """That the two are merged, and where it can be undone."""
        said = _("“%(gone)s” is merged into “%(kept)s”.") % {"gone": merger.gone, "kept": merger.kept}
        if not request.user.is_superuser:
            return said
        address = reverse("admin:changes_deleted_changelist")
        return format_html('{} <a href="{}">{}</a>', said, address, _("Undo it under “Deleted records”."))


class TwoWordings:
    """A field in which two records differ, and what each of them says there."""

    def __init__(self, field, merger):
        self.name, self.label = field.name, capfirst(field.verbose_name)
        held = [field.value_from_object(record) for record in (merger.kept, merger.gone)]
        self.kept, self.gone = (in_words(field, value) for value in held)


def _found_at_both(merger):
    """The records from which both lead: by kind and ids those that say the same of both, and those that do not."""
    both = [found for one in merger.led for found in one.both.items()]
    return both, [found for one in merger.led for found in one.differing.items()]


def _kind(led, number=2):
    """What so many records are called that lead somewhere; of a table that only ties two, those that it ties."""
    meta = (led.model._meta.auto_created or led.model)._meta
    return meta.verbose_name if number == 1 else meta.verbose_name_plural


def _list_of(led, record):
    """The address of the list of records that lead to `record`."""
    tying = led.model._meta.auto_created
    links = tying._meta.many_to_many if tying else ()
    name = next((link.name for link in links if link.remote_field.through is led.model), led.field.name)
    return reverse(admin_urlname((tying or led.model)._meta, "changelist"), query={f"{name}__id__exact": record.pk})
