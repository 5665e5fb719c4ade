"""What a meeting published: each document whole, as passages that records quote and point to."""
