"""A filtered list as a file: the same records in the same order as its page, all of them."""
