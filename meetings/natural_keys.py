"""How fixtures and files name records: by what people know them by, never by an id."""

from django.db.models import Manager


class NaturalKeyManager(Manager):
    """Finds a record by its natural key, whose parts stand in these columns, in this order."""

    def __init__(self, *columns):
        super().__init__()
        self.columns = columns

    def get_by_natural_key(self, *key):
        if len(key) != len(self.columns):
            known_by = ", ".join(self.columns)
            raise ValueError(f"a {self.model._meta.verbose_name} is known by {known_by}, not by {list(key)}")
        return self.get(**dict(zip(self.columns, key, strict=True)))
