"""The draft of a public notice about an accepted plan, in Finnish, Swedish and English."""

from raitti.programmes.notice_text.drafting import Draft, draft_of

__all__ = ["Draft", "draft_of"]
