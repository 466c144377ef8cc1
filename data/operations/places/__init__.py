"""Operations on locations and workspaces."""
