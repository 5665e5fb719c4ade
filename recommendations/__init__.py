"""What the meetings asked for, whom they asked, and the good practice they pointed to."""
