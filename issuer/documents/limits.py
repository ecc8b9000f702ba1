"""How much a template and an award may hold.

The largest badge that these limits allow stays below the number of statements that
`signing.canonical` takes; a test builds it.
"""

NAME = 250
LINE = 250
DESCRIPTION = 5_000
CRITERIA = 10_000
PROSE = 2_000
CAPTION = 1_000
TAG = 50
CODE = 100
ADDRESS = 2_083

LANGUAGES = 10
TAGS = 20
ALIGNMENTS = 30
RESULT_DESCRIPTIONS = 10
ALLOWED_VALUES = 20
LEVELS = 10
LEARNING_OUTCOMES = 30
LINKS = 20
EVIDENCE = 10

CREDITS = 1_000
HOURS = 10_000
VALIDITY_MONTHS = 1_200
VALIDITY_DAYS = 36_500
