"""The scripts written in Python, loaded by path as they are no package."""

import importlib.util

from django.conf import settings


def load(name):
    """The module script/<name>.py."""
    spec = importlib.util.spec_from_file_location(f"script_{name}", settings.BASE_DIR / "script" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
