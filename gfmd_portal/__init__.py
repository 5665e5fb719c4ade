"""The project: settings, the site map, and the pages that span every app."""
