"""`python -m qualcode`, for where the command isn't on the path."""

from qualcode.cli import main

main()
