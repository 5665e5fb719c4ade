"""What changed in the record and when: the log from which its version, and everything derived from it, follows."""
