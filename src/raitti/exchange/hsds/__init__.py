"""Open Referral's Human Services Data Specification 3.0: reading it in its several forms, and writing it."""
