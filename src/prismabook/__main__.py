"""``python -m prismabook`` does what ``prismabook`` does."""

import sys

from prismabook.cli import main

sys.exit(main())
