"""接访台 (jiefang): a petition-reception desk for a township, in a terminal."""
