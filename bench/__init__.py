"""How fast the portal is, measured beside others on the same rows in one run: `make bench`."""
