"""One folder per kind. A kind is found by its folder's name; nothing else has to know of it."""
