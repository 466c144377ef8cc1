"""The activity area: what this console asked of the platform, and what came back."""
