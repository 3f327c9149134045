"""The secrets of keys that the lab has issued, for a rehearsal, which checks signatures."""

from __future__ import annotations

from localstack.aws.accounts import get_account_id_from_access_key_id
from moto.iam.models import iam_backends

from nuage.iam import identities, sessions
from nuage.strict.folder import Key


def issued_key(key: str) -> Key | None:
    """The key of a session or of a user, with its secret; None when the lab has not issued it."""
    if (token := sessions.token(key)) is not None:
        return Key(key, token.secret, token.session_token, token.ends)
    if len(key) != 20:
        return None
    account = get_account_id_from_access_key_id(key)
    if (session := sessions.session(key, account, "aws")) is not None:
        # a function's environment outlives its credentials here (callers.py): the end is IAM's to judge
        return Key(key, session.secret_access_key, session.session_token)
    if account not in iam_backends:
        return None
    user = identities.backend(account).get_user_from_access_key_id(key)
    return Key(key, user.get_access_key_by_id(key).secret_access_key) if user is not None else None
