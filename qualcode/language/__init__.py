"""Vietnamese: normalise, syllables, sentences, words; the spaCy tokenizer."""
