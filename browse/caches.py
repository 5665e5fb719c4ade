"""What a worker keeps in memory of what it made: the newest, and no more than so much."""


class BoundedCache(dict):
    """A dict that forgets its oldest items: it holds the `most` that were kept last."""

    def __init__(self, most):
        super().__init__()
        self.most = most

    def keep(self, key, value):
        """Hold `value` as the newest item, in place of the one that `key` had."""
        self.pop(key, None)
        self[key] = value
        for oldest in list(self)[: -self.most]:
            self.pop(oldest, None)
