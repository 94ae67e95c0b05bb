"""How Chinese works: scripts, syllables and tones, words in a running text, readings in context, names, numbers."""
