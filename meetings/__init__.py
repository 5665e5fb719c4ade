"""The Forum's meetings, who took part in them, and the themes that every record is coded with."""
