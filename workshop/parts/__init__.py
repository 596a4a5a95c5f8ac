"""What several kinds share. Each file has its twin in the front end's kit."""
