"""How quick and how sound the pages are on a phone: `make lighthouse` has Lighthouse visit each kind five times."""
