"""One writer for each output format: plain rows in, a document or drawing out. No domain word lives here."""
