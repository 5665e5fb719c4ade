"""The desk of the accounts: who has set up a second factor, and help for who lost it."""

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from gfmd_portal.desk.second_factor import note, take_off

# Their own pages at the desk would show the keys of colleagues, with which anybody can make their codes.
admin.site.unregister([User, TOTPDevice, StaticDevice])


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Django's, which also tells who signs in in two steps. Superusers take that off for who lost their phone."""

    list_display = [*UserAdmin.list_display, "in_two_steps"]
    actions = ["turn_off_two_steps"]

    def get_queryset(self, request):
        apps = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        return super().get_queryset(request).annotate(in_two_steps=Exists(apps))

    @admin.display(description=gettext_lazy("two steps"), boolean=True)
    def in_two_steps(self, account):
        return account.in_two_steps

    def has_turn_off_permission(self, request):
        return request.user.is_superuser

    @admin.action(description=gettext_lazy("Turn off two-step sign-in"), permissions=["turn_off"])
    def turn_off_two_steps(self, request, accounts):
        # Whoever takes off their own gives a code first, on their own page.
        for account in accounts.filter(in_two_steps=True).exclude(pk=request.user.pk):
            take_off(account)
            note(account, request.user, _("Two-step sign-in turned off"))
            messages.success(request, _("Two-step sign-in of %(name)s is off.") % {"name": account})
