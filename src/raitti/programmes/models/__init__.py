"""What funds cooperation: programmes, projects, grants, plans, and what lives on when they end."""

from raitti.programmes.models.campaigns import Campaign, Support
from raitti.programmes.models.grants import (
    AppendOnly,
    ClockMark,
    EntryKind,
    Grant,
    GrantKind,
    LedgerEntry,
    PlannedInstalment,
    Plea,
)
from raitti.programmes.models.plans import Asked, ChangeApplication, Notice, PlanVersion, ProgrammeScenario, Scenario
from raitti.programmes.models.programmes import Focus, FundingRules, Programme, Project
from raitti.programmes.models.shapes import ShapeStudy
from raitti.programmes.models.structures import Archive, Attachment, Handover, HandoverStep, Structure, StructureKind
from raitti.programmes.models.work import Activity, Overhead, Post, Priority

__all__ = [
    "Activity",
    "AppendOnly",
    "Archive",
    "Asked",
    "Attachment",
    "Campaign",
    "ChangeApplication",
    "ClockMark",
    "EntryKind",
    "Focus",
    "FundingRules",
    "Grant",
    "GrantKind",
    "Handover",
    "HandoverStep",
    "LedgerEntry",
    "Notice",
    "Overhead",
    "PlanVersion",
    "PlannedInstalment",
    "Plea",
    "Post",
    "Priority",
    "Programme",
    "ProgrammeScenario",
    "Project",
    "Scenario",
    "ShapeStudy",
    "Structure",
    "StructureKind",
    "Support",
]
