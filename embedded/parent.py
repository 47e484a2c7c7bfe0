"""Who started this process, asked before anything slow is loaded.

The libraries of a whole system take seconds to load. Whoever ends within them leaves us to another
parent, which would be watched for ever: so this is the first module that the command imports.
"""

import os

PARENT = os.getppid()
