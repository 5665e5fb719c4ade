"""The secretariat's desk as a whole: its site, its index, its page to sign in. Forms are made of `meetings.desk`."""
