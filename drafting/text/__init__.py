"""Facts about written Chinese that every stage needs: numerals, script, width, words, citations."""
