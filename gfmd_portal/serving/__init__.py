"""How the workers of gunicorn serve: what each does before its first visitor comes, and how it lets readers in."""
