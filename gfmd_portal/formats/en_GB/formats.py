"""Hours in English."""

TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j M Y, H:i"
