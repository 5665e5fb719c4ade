"""The agenda: sessions, their slots, guiding questions, partners, and the earlier sessions they build on."""
