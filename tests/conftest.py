"""Settings for all tests."""

from hypothesis import settings

# A deadline measures the machine, not the code: on a busy one it fails at random.
settings.register_profile("prismabook", deadline=None)
settings.load_profile("prismabook")
