"""Words that every part of the product shares. No clock, no chance, no network, no database."""
