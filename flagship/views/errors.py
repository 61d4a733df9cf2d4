"""What a refusal looks like, and that it is written down."""

from django.shortcuts import render

from flagship.actions.audit import record


def forbidden(request, exception=None):
    """403: somebody asked for what their posts do not cover. Which page, not what they sent."""
    if request.user.is_authenticated:
        record("refusal", request.path, by=request.user, method=request.method)
    said = str(exception) if exception is not None else ""
    return render(request, "403.html", {"exception": said}, status=403)
