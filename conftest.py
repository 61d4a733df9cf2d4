"""Where the tests run: before Django is loaded, so that settings see it."""

import atexit
import os
import shutil
import tempfile

os.environ["FLAGSHIP_ENV"] = "test"
os.environ["DJANGO_SETTINGS_MODULE"] = "flagship.settings"

if not os.environ.get("FLAGSHIP_TEST_DIR"):  # the workers of pytest-xdist share the folder of the run that began them
    os.environ["FLAGSHIP_TEST_DIR"] = tempfile.mkdtemp(prefix="flagship-tests-")
    atexit.register(shutil.rmtree, os.environ["FLAGSHIP_TEST_DIR"], ignore_errors=True)

import django

django.setup()
