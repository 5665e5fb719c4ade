"""How the desk writes hours: on the clock of 24 hours in every language, as its forms and the pages do."""
