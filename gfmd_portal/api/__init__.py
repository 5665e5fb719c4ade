"""The read-only API: the record for programs, over the same filters as the pages."""
