"""The whole data set: every table of the record, for those who want to take it along.

One definition of a table feeds its CSV file, `datapackage.json`, the data dictionary on /data/ and `export_data`.
The set is exact: nothing in a cell is changed to please a spreadsheet. Its tables and columns only grow.
"""

from gfmd_portal.dataset.agency_tables import ACTIVITIES, AGENCIES, INVOLVEMENT, SUMMARY_TABLE
from gfmd_portal.dataset.agenda_table import AGENDA
from gfmd_portal.dataset.document_tables import DOCUMENTS, NOTES, PASSAGES, TRANSLATIONS
from gfmd_portal.dataset.meeting_tables import ADDRESSEES, MEETINGS, PARTICIPANTS, ROUNDTABLES, THEMES
from gfmd_portal.dataset.programme_tables import (
    DEADLINES,
    PAPERS,
    ROOMS,
    SESSION_THEMES,
    SPEAKERS,
    SPOKEN_LANGUAGES,
)
from gfmd_portal.dataset.recommendation_tables import (
    EXAMPLE_ORGANISATIONS,
    EXAMPLES,
    LIKENESSES,
    RECOMMENDATIONS,
    SUB_ITEMS,
)
from gfmd_portal.dataset.session_tables import (
    ABSTRACTS,
    BUILDS_ON,
    COMMON_THEMES,
    PARTNERS,
    POINTS,
    QUESTIONS,
    SESSIONS,
)
from gfmd_portal.dataset.title_table import OTHER_TITLES

TABLES = [
    MEETINGS,
    DOCUMENTS,
    PASSAGES,
    PARTICIPANTS,
    ROUNDTABLES,
    SESSIONS,
    AGENDA,
    QUESTIONS,
    RECOMMENDATIONS,
    SUB_ITEMS,
    EXAMPLES,
    POINTS,
    AGENCIES,
    INVOLVEMENT,
    ACTIVITIES,
    THEMES,
    ADDRESSEES,
    PARTNERS,
    EXAMPLE_ORGANISATIONS,
    BUILDS_ON,
    OTHER_TITLES,
    ABSTRACTS,
    COMMON_THEMES,
    SUMMARY_TABLE,
    NOTES,
    ROOMS,
    DEADLINES,
    SPEAKERS,
    PAPERS,
    SPOKEN_LANGUAGES,
    SESSION_THEMES,
    LIKENESSES,
    TRANSLATIONS,
]
TABLES_BY_NAME = {table.name: table for table in TABLES}
