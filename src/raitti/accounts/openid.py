"""What is taken in of what another service tells of a person."""

from typing import Any

from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider


class Provider(OpenIDConnectProvider):
    """A service that speaks OpenID Connect. Brokers tell more than is needed, even identity numbers: not kept."""

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """The address people know their account there by, and the claims that say how strongly they signed in."""
        told = data.get("id_token") or {}
        address = (data.get("userinfo") or told).get("email") or ""
        strong = self.app.settings["strong"]
        return {"userinfo": {"email": str(address)}, "id_token": {name: told[name] for name in strong if name in told}}
