"""A text and its translation: sentences told apart, aligned, mended and taken elsewhere."""
