"""What a screen reader says, in which order: the tree that the browser hands to it, line by line."""

import re

import pytest

DESKTOP = {"width": 1280, "height": 900}
SPOKEN = ("link", "button", "searchbox", "heading", "region", "navigation", "search", "main", "DisclosureTriangle")
STATES = {("expanded", True): "open", ("expanded", False): "closed", ("pressed", "true"): "pressed"}
STOPS = ("link", "button", "searchbox", "heading", "DisclosureTriangle")
"""What says itself by its name, so that nothing in it is said once more."""


def heard(page, address, within="main"):
    """The lines that are read aloud in the first `within` of a page: what each is, its name, its state."""
    page.set_viewport_size(DESKTOP)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    tree = {node["nodeId"]: node for node in nodes}
    root = next(node for node in nodes if node["role"]["value"] == within)
    return list(joined(spoken(root, tree)))


def spoken(node, tree):
    """The parts of a node in order, as (role, words); a text that follows a text belongs to the same line."""
    role, name = node["role"]["value"], " ".join(node.get("name", {}).get("value", "").split())
    if node.get("ignored"):
        role = "ignored"
    if role == "StaticText":
        yield "text", node["name"]["value"]
    elif role in SPOKEN:
        yield role, " ".join([name, *states(node)]).strip()
    if role not in ("StaticText", *STOPS):
        for child in node.get("childIds", []):
            yield from spoken(tree[child], tree)
    if role in ("paragraph", "listitem", "generic", "LabelText"):
        yield "end", ""


def states(node):
    """What is said of a node after its name."""
    facts = {fact["name"]: fact["value"].get("value") for fact in node.get("properties", [])}
    yield from (f"({said})" for (fact, value), said in STATES.items() if facts.get(fact) == value)
    if node["role"]["value"] == "heading":
        yield f"({facts['level']})"


def joined(parts):
    """The lines of the parts: texts beside each other are one line, with the single spaces that are heard."""
    words = ""
    for role, said in parts:
        if role == "text":
            words += said
            continue
        if line := " ".join(words.split()).strip("· "):
            yield line
        words = ""
        if role != "end":
            yield f"{role.replace('DisclosureTriangle', 'summary')} {said}".strip()
    if line := " ".join(words.split()).strip("· "):
        yield line
