"""`/`: what waits for me."""

from django.shortcuts import render

from flagship.access import personal


@personal
def home(request):
    """What waits for the signed-in user, in order of urgency."""
    return render(request, "reports/home.html", {})
