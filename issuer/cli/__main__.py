"""`python -m issuer.cli`, the same as the command `insygnia`."""

from issuer.cli import main

raise SystemExit(main())
