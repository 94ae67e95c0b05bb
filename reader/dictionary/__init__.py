"""What words mean: entries, the lexicon they are looked up in, and which sense comes first."""
