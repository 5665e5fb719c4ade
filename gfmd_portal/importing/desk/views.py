"""The pages of an import at the desk: files are chosen, what they would do is shown, and then it is done."""

from django.contrib import messages
from django.contrib.admin import site
from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from gfmd_portal.importing.cells import ImportFault
from gfmd_portal.importing.desk import history
from gfmd_portal.importing.desk.checks import check_of, kept_check
from gfmd_portal.importing.desk.limits import MOST_BYTES, MOST_ROWS, megabytes, not_kept
from gfmd_portal.importing.desk.uploads import READ
from gfmd_portal.importing.desk.wording import shown
from gfmd_portal.importing.order import IMPORTS


def may_import(user):
    """Whether `user` may do by hand all that an import may do: add and change every kind of record that has a table.

    What a cell lists, such as themes, is added and taken away row by row. A set of tables belongs together, so there
    is no right to a part of them.
    """
    needed = [(table.model, action) for table in IMPORTS for action in ("add", "change")]
    rows = (link.model for table in IMPORTS for link in table.links if not link.model._meta.auto_created)
    needed += [(model, action) for model in rows for action in ("add", "delete")]
    names = {f"{model._meta.app_label}.{get_permission_codename(action, model._meta)}" for model, action in needed}
    return user.has_perms(sorted(names))


def choose(request):
    """The page on which files are chosen. Those that are sent are checked, and nothing of them is in the record yet."""
    refuse_others(request)
    if request.method != "POST":
        return chosen_anew(request)
    try:
        uploads = request.FILES.getlist("files")
        if fault := getattr(request, "upload_fault", None):
            raise fault
        if not uploads:
            raise ImportFault(_("Choose at least one file."))
        return redirect("admin:import-check", check_of(request.user, uploads).key)
    except ImportFault as fault:
        return chosen_anew(request, fault.sentences)
    except OSError as error:
        return chosen_anew(request, not_kept(error).sentences)


def check(request, key):
    """What the chosen files would do, or did. What is sent here is the order to do it."""
    refuse_others(request)
    if not (found := kept_check(request.user, key)):
        messages.warning(request, _("This check is no longer kept. Choose the files again."))
        return redirect("admin:import")
    if request.method != "POST" or found.is_done:
        return page_of(request, found)
    try:
        if found.is_of_now:
            found.bring_in()
            history.note(request.user, found)
            messages.success(request, _("It is in the record now."))
        else:
            found.try_out()
            messages.warning(
                request,
                _("Nothing was brought in: the record has changed meanwhile. This is what the files would change now."),
            )
    except ImportFault as fault:
        return chosen_anew(request, fault.sentences)
    return redirect("admin:import-check", key)


def before(request, key):
    """The rows that an import changed, as they were before, as a zip that can be brought in."""
    refuse_others(request)
    found = kept_check(request.user, key)
    if not found or not found.before:
        raise Http404
    return FileResponse(found.before.open("rb"), as_attachment=True, filename=f"before-import-{key[:6]}.zip")


def page_of(request, found):
    """The page of a check: what it would do, or what it did."""
    done = found.is_done
    tables = shown(found, done, name := request.GET.get("table", ""), request.GET.get("page", 1))
    title = _("What was brought in") if done else _("What these files would change")
    narrowed = [table.table.outcome.name for table in tables] == [name]
    context = {"check": found, "done": done, "shown": tables, "narrowed": narrowed}
    return page(request, "desk/import/check.html", title, **context)


def refuse_others(request):
    """Let nobody in who may not do by hand what an import does."""
    if not may_import(request.user):
        raise PermissionDenied


def chosen_anew(request, refused=()):
    """The page on which files are chosen; what is wrong with those that were sent stands at its top."""
    limits = {"most_rows": number_format(MOST_ROWS, force_grouping=True), "most_megabytes": megabytes(MOST_BYTES)}
    context = {"refused": refused, "tables": READ, "lately": history.lately(), **limits}
    return page(request, "desk/import/choose.html", _("Import tables"), **context)


def page(request, template, title, **context):
    return TemplateResponse(request, template, {**site.each_context(request), "title": title, **context})
