"""The page of the desk that brings tables in: files are chosen, checked, and brought in as the check showed."""
