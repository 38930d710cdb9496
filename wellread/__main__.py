"""Let `python -m wellread` be the same program as `wellread`."""

from wellread.cli.program import main

if __name__ == "__main__":
    main()
