"""Raitti: the village road where associations, municipalities and counties meet."""
