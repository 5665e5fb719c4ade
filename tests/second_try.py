"""Says which tests failed at first and were tried once more, and why they had failed: a pytest plugin."""


def pytest_terminal_summary(terminalreporter):
    """Name each test that was tried once more, with what its first try failed of."""
    for tried in terminalreporter.stats.get("rerun", []):
        crash = getattr(tried.longrepr, "reprcrash", None)
        terminalreporter.write_sep("_", f"at its first try: {tried.nodeid}")
        terminalreporter.write_line(crash.message if crash else tried.longreprtext)
