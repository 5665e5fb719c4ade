"""What the bench stands on: its synthetic rows are what it says they are, and the portal takes them."""

import csv
import os
import subprocess
import sys
from collections import Counter

import pytest
from django.core.management import call_command

from bench import rows
from bench.requests import NEW_PROJECT
from recommendations.filters import found_recommendations
from recommendations.models import Example, Recommendation, SubItem

NUMBER = 300


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The tables of the smallest record that has something of everything."""
    made = tmp_path_factory.mktemp("rows")
    rows.write(NUMBER, made)
    return made


def read(folder, name):
    with open(folder / f"{name}.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_rows_are_the_same_from_every_run(folder, tmp_path):
    rows.write(NUMBER, tmp_path)
    for name in rows.COLUMNS:
        assert (tmp_path / f"{name}.csv").read_bytes() == (folder / f"{name}.csv").read_bytes(), name


def test_rows_have_the_shape_that_the_queries_need(folder):
    records = read(folder, "recommendations")
    assert len(records) == len({record["ref"] for record in records}) == NUMBER
    assert len(read(folder, "meetings")) == 20 and len(read(folder, "sessions")) == 200
    meetings = Counter(record["meeting"][-4:] for record in records)
    assert meetings["2026"] > meetings["2007"] > 0
    for name in ("themes", "addressees"):
        listed = [record[name].split(";") for record in records]
        assert {len(words) for words in listed} == {1, 2, 3}
        assert all(len(set(words)) == len(words) for words in listed)
    shares = [
        (sum(record["kind"] == "way-forward" for record in records), rows.WAYS_FORWARD),
        (sum(rows.COMMON in record["text"] for record in records), rows.COMMON_SHARE),
        (sum(rows.RARE in record["text"] for record in records), rows.RARE_SHARE),
    ]
    for number, share in shares:
        assert abs(number / NUMBER - share) < 0.06


@pytest.mark.django_db
def test_the_portal_takes_the_rows_and_finds_what_the_bench_asks_for(folder):
    before = Recommendation.objects.count()
    parts = SubItem.objects.count(), Example.objects.count()
    call_command("import_data", folder, verbosity=0)
    assert Recommendation.objects.count() == before + NUMBER
    assert SubItem.objects.count() == parts[0] + len(read(folder, "sub_items")) > parts[0]
    assert Example.objects.count() == parts[1] + len(read(folder, "examples")) > parts[1]
    found = found_recommendations({"q": rows.COMMON})
    found.bring_up_to_date()
    assert found.count == sum(rows.COMMON in record["text"] for record in read(folder, "recommendations"))


@pytest.mark.parametrize("middleware", [[], NEW_PROJECT], ids=["bare", "as in a new project"])
def test_the_empty_view_answers(middleware):
    """In a process of its own, for it has settings of its own."""
    ask = (
        "from django.test import RequestFactory\nfrom bench.empty import application\n"
        "print(*application(RequestFactory().get('/').environ, lambda *said: print(said[0])))"
    )
    environment = {**os.environ, "MIDDLEWARE": " ".join(middleware)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    said = subprocess.run([sys.executable, "-c", ask], env=environment, check=True, capture_output=True, text=True)
    assert said.stdout == "200 OK\nb'ok'\n"
