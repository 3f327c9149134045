"""IAM: who calls, what the call needs, and whether policies allow it.

Read in this order: policy (documents), match and conditions (their parts), evaluate (the decision),
actions (what an operation needs), denials (the answer). The modules that touch the host are handler,
callers, identities, sessions and resource_policies.
"""
