"""Who asks: the bearer token of a request, and the part of the data that it opens."""

from ninja.errors import HttpError
from ninja.security import HttpBearer

from flagship.api_scopes import ApiScope
from members.actions.api_tokens import open_with


class Key(HttpBearer):
    """Lets a request in whose token is alive and holds the scope; from then on it is its owner who asks.

    With no scope every living token will do. Without a living token the answer is 401; with one that lacks the scope,
    or of an account that must change its password first, 403.
    """

    def __init__(self, scope: ApiScope | None) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request, token: str):
        key = open_with(token)
        if key is None:
            return None
        if key.user.must_change_password:
            raise HttpError(403, "该账号须先登录并修改临时密码。Sign in and change the temporary password first.")
        if self.scope and self.scope not in key.terms:
            raise HttpError(403, f"该令牌未开放“{self.scope.zh}”。This token does not open: {self.scope.en}.")
        request.user = key.user
        return key
