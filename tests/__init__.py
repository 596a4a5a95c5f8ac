"""What holds, as sentences. Fay facilitates, Ann, Ben and Chen take part, Zoe is in another room."""
