"""The demo: four regions with their municipalities and invented associations, clearly marked as examples."""

from raitti.directory.demo.accounts import DemoAccount, demo_accounts
from raitti.directory.demo.loading import load_demo
from raitti.directory.demo.reading import SOURCE, DemoFault, DemoOrganisation, read_organisations

__all__ = ["SOURCE", "DemoAccount", "DemoFault", "DemoOrganisation", "demo_accounts", "load_demo", "read_organisations"]
