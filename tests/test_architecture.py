"""The house rules, checked: which app may import which, how long things get, and what no file may say."""

import ast
import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from gfmd_portal import middleware
from tests import left_out

PORTAL = Path(__file__).resolve().parents[1]
# Each imports only itself and what stands before it.
ORDER = [
    "changes",
    "browse",
    "search",
    "meetings",
    "documents",
    "roundtables",
    "sessions",
    "agencies",
    "recommendations",
    "mine",
    "gfmd_portal",
]
MODULES = [path.relative_to(PORTAL) for app in ORDER for path in sorted((PORTAL / app).rglob("*.py"))]
WRITTEN = [path for path in MODULES if "migrations" not in path.parts]
# A file is named after what it does, and these say nothing.
VAGUE_NAMES = {"utils.py", "helpers.py", "common.py", "base.py", "misc.py"}
# Places on somebody's machine, and the addresses of package registries: neither holds anywhere else.
NOT_TO_BE_SAID = re.compile(
    r"(?<![\w.%-])/(?:root|tmp|work|home/\w+|Users/\w+)(?![\w-])"
    r"|pypi\.(?:org|python)|pythonhosted\.org|registry\.npmjs|deb\.debian\.org|--(?:extra-)?index-url[= ]\S*//"
)
PIN = re.compile(r"[a-z0-9][a-z0-9-]*(\[[a-z0-9,-]+\])?==[0-9][\w.!+]*( ; [^\\]+)? \\")
# A file by its path, as documents name it.
NAMED_FILE = re.compile(r"`((?:[a-z_]+/)+[\w.-]+\.[a-z]+)`")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")


def module_id(path):
    return path.as_posix()


def imports(path):
    """Yield the full name of each module that `path` imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse((PORTAL / path).read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = list(path.parent.parts)[: len(path.parent.parts) - node.level + 1] if node.level else []
            yield ".".join([*package, *([node.module] if node.module else [])])


def functions_of(path):
    found = ast.walk(ast.parse((PORTAL / path).read_text()))
    return [node for node in found if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def pins(name):
    """Return the pinned packages of a requirements file, as `name==version` lines."""
    return {line.removesuffix(" \\") for line in (PORTAL / name).read_text().splitlines() if not line.startswith(" ")}


def test_every_package_has_its_place_in_the_order():
    assert {path.parent.name for path in PORTAL.glob("*/__init__.py")} - {"tests", "bench", "lighthouse"} == set(ORDER)


def test_the_readme_tells_of_every_package_in_this_order():
    rows = re.findall(r"^\| (`[a-z_]+`(?:, `[a-z_]+`)*) \|", (PORTAL / "README.md").read_text(encoding="utf-8"), re.M)
    told = [name for row in rows for name in re.findall(r"\w+", row)]
    assert told[: len(ORDER)] == ORDER
    spanning = {path.parent.name for path in (PORTAL / "gfmd_portal").glob("*/__init__.py")}
    # What Django asks for by name needs no telling.
    assert set(told[len(ORDER) :]) == spanning - {"formats", "management", "migrations", "templatetags"}


def test_files_that_the_documentation_names_are_there():
    documents = [PORTAL / "README.md", *sorted((PORTAL / "docs").glob("*.md"))]
    named = {name for path in documents for name in NAMED_FILE.findall(path.read_text(encoding="utf-8"))}
    assert "browse/indexing.py" in named and "browse/list.jinja" in named
    roots = [PORTAL, PORTAL / "templates", PORTAL / "tests"]
    assert [name for name in sorted(named) if not any((root / name).exists() for root in roots)] == []


@pytest.mark.parametrize("path", MODULES, ids=module_id)
def test_imports_follow_the_arrow(path):
    later = ORDER[ORDER.index(path.parts[0]) + 1 :]
    assert [name for name in imports(path) if name.split(".")[0] in later] == []


def test_files_are_named_after_what_they_do():
    assert [path.as_posix() for path in MODULES if path.name in VAGUE_NAMES] == []


@pytest.mark.parametrize("path", WRITTEN, ids=module_id)
def test_modules_and_functions_stay_short(path):
    lines = len((PORTAL / path).read_text().splitlines())
    assert lines <= (480 if path.name == "models.py" else 250)
    long = [node.name for node in functions_of(path) if node.end_lineno - node.lineno + 1 > 40]
    assert long == []


def test_our_apps_stand_before_those_of_django():
    # Of two models with one name, the shell imports that of the earlier app: ours is the `Session` to be had.
    ours = [app for app in settings.INSTALLED_APPS if app in ORDER]
    theirs = [app for app in settings.INSTALLED_APPS if app not in ours]
    assert ours + theirs == settings.INSTALLED_APPS
    assert set(ours) == {app for app in ORDER if (PORTAL / app / "apps.py").exists()}


def test_what_a_request_passes_is_told_in_the_order_in_which_it_stands():
    ours = [name.split(".")[2] for name in settings.MIDDLEWARE if name.startswith("gfmd_portal.middleware.")]
    assert re.findall(r"^`(\w+)`", middleware.__doc__, re.M) == ["unchanged", *ours]
    files = {path.stem for path in Path(middleware.__file__).parent.glob("*.py")}
    assert files - {"__init__"} == {"unchanged", *ours}


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_pinned_and_hashed_and_name_no_address(name):
    lines = (PORTAL / name).read_text().splitlines()
    assert [line for line in lines if not PIN.fullmatch(line) and not HASH.fullmatch(line)] == []
    assert lines[-1].startswith("    --hash=")


def test_tests_run_on_the_packages_that_the_portal_runs_on():
    assert pins("requirements.txt") - pins("requirements-dev.txt") == set()


def test_no_file_names_a_place_that_is_not_everywhere():
    # Whoever runs the tests need not own the clone.
    git = ["git", "-c", f"safe.directory={PORTAL}"]
    command = [*git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=PORTAL, capture_output=True, text=True, check=False)
    if listed.returncode:
        left_out.leave_out("the search for machine paths (this is no clone of the repository)")
    found = []
    for name in filter(None, listed.stdout.split("\0")):
        if (PORTAL / name).is_file() and (said := NOT_TO_BE_SAID.search(text_of(PORTAL / name))):
            found.append(f"{name}: {said.group()}")
    assert found == []


def text_of(path):
    """Return what a text file says, and nothing for a picture or a font."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""
