"""What operations are told: models, and what can be wrong with them."""
