"""How any list of records is browsed: facets, pages, charts. Has no models; knows the log of changes alone."""
