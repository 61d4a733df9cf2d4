"""What every page needs."""


def house(request):
    """The values of the base layout."""
    return {}
