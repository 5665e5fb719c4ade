"""The pages one looks things up in: the codebook, the rights, and the log of changes."""
