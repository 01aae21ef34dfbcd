"""drafting: the structure of Chinese regulations, compared, checked and written to Word."""
