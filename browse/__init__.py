"""How any list of records is browsed: facets, pages, charts. Has no models, and of the apps knows the log of changes."""
