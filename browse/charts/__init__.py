"""Charts drawn on the server: horizontal bars, as SVG and PNG. Knows no app and has no models."""
