"""What a start says about its environment. Each start is a process of its own, as settings are read once."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.contrib.auth.hashers import get_hasher, make_password
from django.core.exceptions import RequestDataTooBig
from django.test import RequestFactory

GOOD = {"FLAGSHIP_ENV": "production", "SECRET_KEY": "s" * 60, "FLAGSHIP_HOSTS": "flags.example"}


SHOW = "from django.conf import settings as s; print(s.DATABASES['default']['ENGINE'], s.ENVIRONMENT, s.DEBUG)"


def start(tmp_path, show=SHOW, **environment):
    """Start manage.py in an environment of these variables alone; return (exit code, the one line it says)."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    run = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", show],
        env=kept | {"FLAGSHIP_VAR": str(tmp_path)} | environment,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    said = (run.stdout if run.returncode == 0 else run.stderr).strip().splitlines()
    assert len(said) == 1, run.stderr
    return run.returncode, said[0]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is not set"),
        ({"FLAGSHIP_ENV": "", "SECRET_KEY": ""}, "SECRET_KEY is not set"),
        ({"DEBUG": "1"}, "DEBUG is on in production"),
        ({"FLAGSHIP_HOSTS": ""}, "FLAGSHIP_HOSTS is not set"),
        ({"FLAGSHIP_ENV": "staging"}, "FLAGSHIP_ENV is “staging”"),
    ],
)
def test_an_unsafe_production_start_is_refused_with_one_sentence(tmp_path, change, sentence):
    code, said = start(tmp_path, **(GOOD | change))
    assert (code, said[: len(sentence)]) == (1, sentence)


def test_a_safe_production_start_succeeds_and_an_empty_database_url_means_sqlite(tmp_path):
    assert start(tmp_path, **GOOD, DATABASE_URL="") == (0, "django.db.backends.sqlite3 production False")


def test_the_secret_of_a_local_machine_is_never_lent_to_production(tmp_path):
    (tmp_path / "local.env").write_text("FLAGSHIP_ENV=local\nSECRET_KEY=local-secret\n")
    assert start(tmp_path) == (0, "django.db.backends.sqlite3 local False")
    code, said = start(tmp_path, FLAGSHIP_ENV="production", FLAGSHIP_HOSTS="flags.example")
    assert (code, said[:22]) == (1, "SECRET_KEY is not set:")


def test_a_database_url_with_a_socket_folder_means_postgresql(tmp_path):
    url = "postgres://u@/db?host=/run/somewhere"
    assert start(tmp_path, **GOOD, DATABASE_URL=url) == (0, "django.db.backends.postgresql production False")


def test_sqlite_begins_every_transaction_with_the_write_lock_and_waits_for_it(tmp_path):
    ask = (
        "from django.db import connection as c; cursor = c.cursor(); "
        "pragmas = [cursor.execute('PRAGMA ' + name).fetchone()[0] for name in ('journal_mode', 'busy_timeout')]; "
        "print(c.transaction_mode, *pragmas)"
    )
    assert start(tmp_path, ask, **GOOD) == (0, "IMMEDIATE wal 20000")


def test_passwords_are_kept_as_argon2id_with_19_mebibytes_two_passes_and_one_lane():
    kept = make_password("correct horse", hasher=get_hasher("argon2"))
    assert kept.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_request_is_refused_by_its_announced_size_before_it_is_read():
    def post(announced):
        body = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\nrows\r\n--x--\r\n'
        request = RequestFactory().generic("POST", "/", body, content_type="multipart/form-data; boundary=x")
        request.META["CONTENT_LENGTH"] = str(announced or len(body))
        return request

    assert post(None).FILES["file"].read() == b"rows"
    with pytest.raises(RequestDataTooBig):
        post(settings.UPLOAD_MAX_REQUEST_BYTES + 1).FILES  # noqa: B018
