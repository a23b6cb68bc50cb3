"""What every story needs."""

import pytest


@pytest.fixture(autouse=True)
def no_catalogue_of_a_test_before():
    """A catalogue is kept by the version of its directory, and what is rolled back gives the same version twice."""
    from traedesten.offers import catalogue

    catalogue._kept.clear()
