import sys

from traedesten.cli import main

sys.exit(main())
