"""`python -m infra.cdk`: writes cdktf.out/stacks/tp2 and tp4, ready for `terraform init` and `apply`."""

from __future__ import annotations

import sys

from cdktn import App

from infra.cdk.options import parse
from infra.cdk.tp2 import Tweets
from infra.cdk.tp4 import BattleRoyale


def main(arguments: list[str]) -> None:
    """Write both stacks."""
    options = parse(arguments)
    app = App()
    Tweets(app, options)
    BattleRoyale(app, options)
    app.synth()


if __name__ == "__main__":
    main(sys.argv[1:])
