"""How Chinese works: scripts, syllables and tones, words in a running text, readings, names, numbers."""
