"""How any list of records is browsed: facets, pages, downloads. Knows no app and has no models."""
