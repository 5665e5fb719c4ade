"""How a record or a search is cited: what a reference says, and the forms in which reference managers read it."""
