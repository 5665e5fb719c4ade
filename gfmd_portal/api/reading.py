"""The OpenAPI schema laid out for people: what every address has in common once, then each address by itself."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

KINDS = {
    "string": gettext_lazy("text"),
    "integer": gettext_lazy("whole number"),
    "number": pgettext_lazy("how many", "number"),
    "boolean": gettext_lazy("true or false"),
    "object": gettext_lazy("object"),
    "date": gettext_lazy("date"),
    "date-time": gettext_lazy("date and time"),
    "uri": gettext_lazy("address"),
}
LISTS = {"string": gettext_lazy("list of texts"), "object": gettext_lazy("list of objects")}
OF_EVERY_LIST = ("page", "page_size", "facets")
"""The words that every list takes."""


def laid_out(schema):
    """The whole schema for a template: its operations by tag, and what they share."""
    groups = {}
    for path, item in schema["paths"].items():
        groups.setdefault(item["get"]["tags"][0], []).append(operation(schema, path, item["get"]))
    first = next(item["get"] for item in schema["paths"].values() if is_list(schema, item["get"]))
    return {
        "about": schema["info"]["description"].split("\n\n"),
        "groups": list(groups.items()),
        "list_words": [word(entry) for entry in first["parameters"] if entry["name"] in OF_EVERY_LIST],
        "list_fields": fields(schema, answer(first)),
        "statuses": statuses(schema),
    }


def operation(schema, path, described):
    """One address: its words or parts, the fields of its records, and an address to try."""
    words = [word(entry) for entry in described.get("parameters", []) if entry["name"] not in OF_EVERY_LIST]
    record = answer(described)
    if is_list(schema, described):
        record = resolved(schema, record)["properties"]["results"]["items"]
    tried = path
    for entry in words:
        tried = tried.replace(f"{{{entry['name']}}}", entry["example"])
    return {
        "id": described["operationId"],
        "path": path,
        "tried": tried,
        "in_path": "{" in path,
        "summary": described["summary"],
        "description": described["description"],
        "words": words,
        "fields": fields(schema, record),
    }


def word(entry):
    """A word of the address or a part of the path, with an example of its value."""
    value = next((given["value"] for given in entry.get("examples", {}).values()), "")
    return {
        "name": entry["name"],
        "description": entry.get("description", ""),
        "example": value[0] if isinstance(value, list) else value,
    }


def answer(described):
    """The schema of what an operation gives."""
    return described["responses"]["200"]["content"]["application/json"]["schema"]


def is_list(schema, described):
    """Whether an operation gives a page of a list."""
    return "results" in resolved(schema, answer(described)).get("properties", {})


def statuses(schema):
    """Every status that some operation answers with, and what it means."""
    said = {}
    for item in schema["paths"].values():
        said |= {code: response["description"] for code, response in item["get"]["responses"].items()}
    return sorted(said.items())


def fields(schema, described):
    """The fields of an answer, each with what it holds and the fields within it."""
    return [field(schema, name, value) for name, value in resolved(schema, described).get("properties", {}).items()]


def field(schema, name, described):
    """One field of an answer. The records of a list are told elsewhere."""
    inner = resolved(schema, described.get("items", described))
    return {
        "name": name,
        "holds": holds(schema, described),
        "description": described.get("description", ""),
        "values": [value for value in inner.get("enum", []) if value],
        "fields": [] if name == "results" else fields(schema, inner),
    }


def holds(schema, described):
    """What kind of value a field holds, in words."""
    own = resolved(schema, described)
    kind = own.get("type", "string")
    if kind == "array":
        return LISTS[resolved(schema, own["items"]).get("type", "string")]
    if isinstance(kind, list):  # the OpenAPI way to say that a value may be null
        return _("%(kind)s or null") % {"kind": KINDS.get(own.get("format")) or KINDS[kind[0]]}
    return KINDS.get(own.get("format")) or KINDS[kind]


def resolved(schema, described):
    """What a part of the schema says, or what the component says that it refers to."""
    while reference := described.get("$ref") or next((part.get("$ref") for part in described.get("allOf", [])), None):
        described = schema["components"]["schemas"][reference.rsplit("/", 1)[1]]
    return described
