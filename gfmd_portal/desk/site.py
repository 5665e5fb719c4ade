"""The secretariat's desk as a whole, where nobody who is signed out while typing loses what was typed."""

from functools import wraps

from django.contrib.admin import AdminSite, site
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.csrf import csrf_failure
from django.views.decorators.cache import never_cache

from browse.addresses import origin
from changes.triggers import lock_the_record
from gfmd_portal.derived import bring_up_to_date
from gfmd_portal.desk.gaps import page_of_gaps
from gfmd_portal.desk.index import as_the_work_goes, place
from gfmd_portal.desk.kept_words import address_of, typed
from gfmd_portal.desk.sign_in import CodeToCome, SignInForm
from gfmd_portal.desk.two_steps import second_factor, second_step, wait_for_code
from gfmd_portal.importing.desk import views as imports
from gfmd_portal.importing.order import IMPORTS
from meetings.desk.pickers import RecordsFound

IMPORTED = [table.model._meta.label_lower for table in IMPORTS]


class DeskSite(AdminSite):
    """The desk. Where a form is sent by somebody who is signed out by then, its words wait in the page to sign in."""

    site_header = site_title = gettext_lazy("GFMD portal")
    index_title = gettext_lazy("Secretariat desk")
    login_form = SignInForm
    login_template = "desk/login.html"
    index_template = "desk/index.html"

    def get_urls(self):
        return [
            path("gaps/", self.admin_view(page_of_gaps), name="gaps"),
            path("import/", self.admin_view(imports.choose), name="import"),
            path("import/<slug:key>/", self.admin_view(imports.check), name="import-check"),
            path("import/<slug:key>/before.zip", self.admin_view(imports.before), name="import-before"),
            path("login/code/", second_step, name="second-step"),
            path("second-factor/", self.admin_view(second_factor), name="second-factor"),
            *super().get_urls(),
        ]

    def each_context(self, request):
        kinds = IMPORTED if self.has_permission(request) and imports.may_import(request.user) else ()
        return {**super().each_context(request), "kinds_to_import": kinds}

    def get_app_list(self, request, app_label=None):
        """What can be edited: all of it as the work goes, or what one app holds."""
        groups = super().get_app_list(request, app_label)
        for group in groups:
            group["models"].sort(key=place)
        return groups if app_label else as_the_work_goes(groups)

    def autocomplete_view(self, request):
        return RecordsFound.as_view(admin_site=self)(request)

    def admin_view(self, view, cacheable=False):
        shown = super().admin_view(view, cacheable)

        @wraps(shown)
        def inner(request, *args, **kwargs):
            if request.method != "POST":
                return shown(request, *args, **kwargs)
            if not self.has_permission(request):
                return self.sign_in_again(request) if typed(request) else shown(request, *args, **kwargs)
            with transaction.atomic():
                # Two who send one form at the same moment wait for each other: one of them is told of the other.
                lock_the_record()
                answer = shown(request, *args, **kwargs)
                # With its index and tallies: the next who reads them need not wait until whoever writes then is done.
                bring_up_to_date()
                return answer

        return inner

    def sign_in_again(self, request):
        """The page to sign in, which keeps what was sent."""
        words, address = typed(request), address_of(request)
        request.method = "GET"  # so far, nobody tries to sign in
        return self.login(request, {"typed": words, "app_path": reverse("admin:login"), REDIRECT_FIELD_NAME: address})

    def login(self, request, extra_context=None):
        words = typed(request)
        try:
            answer = super().login(request, {"typed": words} | (extra_context or {}))
        except CodeToCome as gave_password:
            wait_for_code(request, gave_password.user)
            return second_step(request)
        return self.send_again(request) if words and isinstance(answer, HttpResponseRedirect) else answer

    @method_decorator(never_cache)
    def send_again(self, request):
        """The page from which what was sent is sent once more, with a token of today: a click, and nothing unseen."""
        sent = {"title": _("What you typed is not saved yet"), "typed": typed(request), "address": address_of(request)}
        return TemplateResponse(request, "desk/send_again.html", self.each_context(request) | sent)


def form_refused(request, reason=""):
    """What is said where a form comes without a good token against forgery, as Django's `CSRF_FAILURE_VIEW`.

    A form of the desk has an old token where its editor has signed in since, in another tab. Where the browser says
    that a page of ours sent it, it is kept; nothing is saved before it is sent with a token of today.
    """
    is_ours = request.headers.get("Origin") == origin(request)
    if not (is_ours and typed(request) and request.resolver_match.app_name == site.name):
        return csrf_failure(request, reason)
    return site.send_again(request) if site.has_permission(request) else site.sign_in_again(request)
