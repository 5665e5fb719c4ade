"""The roundtables into which a meeting divides its subjects."""
