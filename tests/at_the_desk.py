"""How tests work at the desk: what a browser sends from its forms, and what these complain of."""

import re

from django.apps import apps
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from changes.models import Deleted
from changes.record import LOGGED

# A log is written by triggers; nobody edits it at the desk.
MODELS = [model for app in LOGGED for model in apps.get_app_config(app).get_models() if getattr(model, "logged", True)]
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)[^>]*>")


def address(page, model, *args, **query):
    return reverse(admin_urlname(model._meta, page), args=args, query=query or None)


def form_of(record):
    return address("change", type(record), record.pk)


def faults(client, page, most=13):
    """What is wrong with a page of the desk, in words. Its queries begin with who asks, and in how many steps."""
    ContentType.objects.clear_cache()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(page)
    html = response.content.decode()
    if response.status_code != 200:
        yield f"answers {response.status_code}"
    if len(queries) > most:
        yield f"asks {len(queries)} queries"
    yield from INLINE.findall(html)
    yield from [select for select in re.findall("<select.*?</select>", html, re.S) if select.count("<option") > 50]


def filled_in(page):
    """What a browser would send from the form of a page, unchanged."""
    tables = [table.formset for table in page.context["inline_admin_formsets"]]
    forms = [page.context["adminform"].form, *(form for table in tables for form in [table.management_form, *table])]
    values = {field.html_name: field.value() for form in forms for field in form}
    return {name: value for name, value in values.items() if value is not None and value is not False}


def save(client, record, **changes):
    """Send the form of `record` with some fields changed, and return what the form complains of."""
    page = form_of(record)
    response = client.post(page, filled_in(client.get(page)) | changes)
    return [] if response.status_code == 302 else complaints(response)


def add(client, model, **typed):
    """Send the form of a new record, and return what the form complains of."""
    page = address("add", model)
    response = client.post(page, filled_in(client.get(page)) | typed)
    return [] if response.status_code == 302 else complaints(response)


def delete(client, record):
    """Delete a record by the button of its form, and return what was kept of it."""
    assert client.post(address("delete", type(record), record.pk), {"post": "yes"}).status_code == 302
    assert not type(record).objects.filter(pk=record.pk).exists()
    return Deleted.objects.first()


def way_back(deleted):
    """Where the button “Bring back” leads."""
    return reverse("admin:changes_deleted_bring_back", args=[deleted.pk])


def warnings(client):
    """What the desk says after saving, apart from that it saved."""
    page = client.get(reverse("admin:index"))
    return [str(message) for message in page.context["messages"] if message.level_tag == "warning"]


def complaints(page):
    """What stands in red above a form that was refused."""
    lists = [said if isinstance(said, list) else [said] for said in page.context["errors"]]
    return [str(text) for said in lists for text in said]


def opened(client, record):
    """What the form of a record sends from a tab that was opened now."""
    page = client.get(form_of(record))
    return filled_in(page) | seen_in(page)


def seen_in(page):
    """The field that says which version of the record a form shows."""
    return {"seen": re.search(r'<input type="hidden" name="seen" value="(\d+)">', page.content.decode())[1]}


def rows(prefix, *added, after=0):
    """The fields of rows added to a table that has `after` rows already, as a browser sends them."""
    fields = {f"{prefix}-{n}-{name}": value for n, row in enumerate(added, after) for name, value in row.items()}
    return fields | {f"{prefix}-TOTAL_FORMS": after + len(added)}
