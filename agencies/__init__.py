"""The agencies of the Global Migration Group: what each did for a meeting and where it has expertise."""
