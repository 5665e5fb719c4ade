"""Hours in Arabic."""

TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F، Y، H:i"
