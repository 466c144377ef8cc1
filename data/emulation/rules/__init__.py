"""Pure rules of the platform, a file for each chapter of the rulebook."""
