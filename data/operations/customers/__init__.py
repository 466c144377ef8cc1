"""Operations on customers."""
