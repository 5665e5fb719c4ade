"""What a reader keeps without an account: stars, notes and whole meetings on her own device, and her own calendar."""
