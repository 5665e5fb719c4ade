"""Synthetic records, the same from every run: tables of the data set, to be brought in by `import_data`.

    python -m bench.rows 10000 DIR

A Forum of twenty years holds a meeting a year with ten sessions each, and later meetings ask for more. Every record
has one to three themes and one to three addressees, the first of the vocabulary more often than the last.
"""

import csv
import json
import re
import sys
from contextlib import ExitStack
from itertools import accumulate
from pathlib import Path
from random import Random

from bench.settings import set_up

set_up()

from gfmd_portal.dataset import TABLES_BY_NAME  # noqa: E402 - it needs the settings

SEED = 2007
FIRST_YEAR = 2007
MEETINGS = 20
SESSIONS = 10
RARE, RARE_SHARE = "orchard", 0.03
COMMON, COMMON_SHARE = "harbour", 0.30
WAYS_FORWARD = 0.42
"""The share of records of one kind."""
SUB_ITEMS, EXAMPLES = 0.05, 0.05
"""The shares of records that have sub-items, and an example."""
PLACES = [("Accra", "GH"), ("Athens", "GR"), ("Dakar", "SN"), ("Geneva", "CH"), ("Nairobi", "KE"), ("Stockholm", "SE")]
COUNTRIES = ["BE", "PH", "GR", "CH", "SE", "FR", "MA", "KE", "IN", "BD", "CO", "TR", "GH", "NL", "SN"]
STRETCHES = 100_000
FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
COLUMNS = {
    "themes": "slug name description",
    "addressees": "slug name description",
    "meetings": "slug title kind part_of city country starts_on ends_on motto",
    "sessions": "meeting number title kind roundtable parent",
    "recommendations": "ref meeting session position kind heading text themes addressees document anchors",
    "sub_items": "recommendation position text",
    "examples": "ref recommendation meeting session position text countries themes document anchors",
}
"""The columns that are filled; the tables have all columns of the data set."""
USUAL = {"sessions": {"status": "confirmed"}}
"""What stands in other columns, where empty would not do."""


def vocabulary(model):
    """The terms of the portal's own vocabulary, as (slug, name, description)."""
    rows = json.loads((FIXTURES / "vocabulary.json").read_text(encoding="utf-8"))
    fields = [row["fields"] for row in rows if row["model"] == model]
    return [(term["slug"], term["name"], term["description"]) for term in fields]


def words_of_record():
    """The words of the record, the most frequent first, without the two that the queries ask for."""
    counted = {}
    for path in sorted(FIXTURES.glob("*-*.json")):
        for row in json.loads(path.read_text(encoding="utf-8")):
            for word in re.findall(r"\b[a-z]{2,}\b", row["fields"].get("text", "").lower()):
                counted[word] = counted.get(word, 0) + 1
    kept = [word for word in counted if not word.startswith((RARE[:6], COMMON[:6]))]
    return sorted(kept, key=lambda word: (-counted[word], word))


class Draw:
    """Draws what a record is made of."""

    def __init__(self, seed=SEED):
        self.random = Random(seed)
        self.words = words_of_record()
        # The frequency of a word falls with its rank, as it does in any language.
        self.weights = list(accumulate(1 / (rank + 10) for rank in range(len(self.words))))

        # Texts are put together from stretches of six words: drawing each word alone would take minutes.
        drawn = self.random.choices(self.words, cum_weights=self.weights, k=6 * STRETCHES)
        self.stretches = [" ".join(drawn[start : start + 6]) for start in range(0, len(drawn), 6)]

    def plain(self, stretches):
        """A text without the words that the queries ask for."""
        return " ".join(self.random.choices(self.stretches, k=stretches)).capitalize()

    def text(self):
        """A text of 12 to 48 words, which has each of the words that the queries ask for in its share of cases."""
        text = self.plain(self.random.randint(2, 8))
        for word, share in ((RARE, RARE_SHARE), (COMMON, COMMON_SHARE)):
            if self.random.random() < share:
                text = f"{text} {word}"
        return f"{text}."

    def some(self, terms, weights):
        """One to three of `terms`, none twice."""
        number = self.random.choices((1, 2, 3), (50, 35, 15))[0]
        return ";".join(dict.fromkeys(self.random.choices(terms, cum_weights=weights, k=number)))


def places(number, draw):
    """How many records each session has, as (meeting, session, records): later meetings have more."""
    cells = [(meeting, session) for meeting in range(MEETINGS) for session in range(SESSIONS)]
    shares = [(2 + meeting) * draw.random.uniform(0.7, 1.3) for meeting, _session in cells]
    reached = [round(number * share / sum(shares)) for share in accumulate(shares)]
    return [(*cell, last - first) for cell, first, last in zip(cells, [0, *reached], reached, strict=False)]


def write(number, folder):
    """Write the tables with `number` recommendations into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        write_row = {}
        for name in COLUMNS:
            file = stack.enter_context(open(folder / f"{name}.csv", "w", encoding="utf-8", newline=""))
            write_row[name] = row_writer(file, name)
        fill(write_row, number)


def row_writer(file, name):
    """A function that writes the filled columns of a row of a table into `file`, and whatever the others hold."""
    header = [column.name for column in TABLES_BY_NAME[name].columns]
    writer = csv.writer(file)
    writer.writerow(header)
    columns, usual = COLUMNS[name].split(), USUAL.get(name, {})
    if header == columns:
        return writer.writerow
    places = [columns.index(column) if column in columns else None for column in header]
    others = [usual.get(column, "") for column in header]

    def write_row(values):
        writer.writerow([other if at is None else values[at] for at, other in zip(places, others, strict=True)])

    return write_row


def fill(write_row, number):
    """Write every row; `write_row` has a function for each table."""
    draw = Draw()
    themes, addressees = vocabulary("meetings.theme"), vocabulary("recommendations.addressee")
    for name, terms in (("themes", themes), ("addressees", addressees)):
        for term in terms:
            write_row[name](term)
    chances = [
        ([term[0] for term in terms], list(accumulate(1 / (rank + 3) for rank in range(len(terms)))))
        for terms in (themes, addressees)
    ]
    slugs = []
    for meeting in range(MEETINGS):
        city, country = PLACES[meeting % len(PLACES)]
        year = FIRST_YEAR + meeting
        slugs.append(f"{city.lower()}-{year}")
        title = f"Synthetic meeting of {year}"
        write_row["meetings"]((slugs[-1], title, "forum", "", city, country, f"{year}-10-01", f"{year}-10-03", ""))
        for session in range(1, SESSIONS + 1):
            write_row["sessions"]((slugs[-1], session, draw.plain(1), "session", "", ""))
    for meeting, session, records in places(number, draw):
        for position in range(1, records + 1):
            record(write_row, draw, chances, (slugs[meeting], session + 1, position))


def record(write_row, draw, chances, place):
    """Write one recommendation with what belongs to it."""
    meeting, session, position = place
    ref = f"{meeting}/S{session}-{position}"
    is_way_forward = draw.random.random() < WAYS_FORWARD
    kind, heading = ("way-forward", draw.plain(1)) if is_way_forward else ("recommendation", "")
    themes, addressees = (draw.some(*terms) for terms in chances)
    text = draw.text()
    write_row["recommendations"]((ref, meeting, session, position, kind, heading, text, themes, addressees, "", ""))
    if draw.random.random() < SUB_ITEMS:
        for number in (1, 2):
            write_row["sub_items"]((ref, number, draw.plain(2)))
    if draw.random.random() < EXAMPLES:
        countries = ";".join(draw.random.sample(COUNTRIES, draw.random.randint(1, 2)))
        example = f"{meeting}/S{session}-E{position}"
        write_row["examples"]((example, ref, meeting, session, position, draw.plain(4), countries, themes, "", ""))


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
