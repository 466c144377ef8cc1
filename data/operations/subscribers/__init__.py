"""Operations on subscribers."""
