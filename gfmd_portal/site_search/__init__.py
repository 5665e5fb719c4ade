"""The search of the whole portal: what `search`, which knows none, is told of each kind of record, and its page."""
