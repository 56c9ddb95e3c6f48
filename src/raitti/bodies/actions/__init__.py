"""What happens in bodies: one verb, one transaction, one entry of the audit trail."""
