"""Sessions on paper: a sheet for one, the sheets of a day, a booklet of a meeting; as a page to print and as PDF."""
