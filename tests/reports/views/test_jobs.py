"""Exports in the background: asked for once, made by a worker, fetched by their owner, cleared away."""

import datetime as dt
import zipfile
from io import BytesIO

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from flagship import clock
from flagship.models import AuditEvent, Transition
from members.models import Appointment
from reports import progress
from reports.actions import make_export
from reports.actions.job import (
    KEPT_FOR,
    MOST_AT_ONCE,
    ask_for,
    begin,
    cancel,
    clear_away,
    finish,
    make_again,
    sign_of_life,
)
from reports.models import Job, QuarterReport
from reports.models.job import SILENT
from reports.states import JobState
from reports.views import files
from tests.queries import queries_of
from tests.reports.background import work_off
from tests.reports.measured import closed_up, reader, text_of
from tests.reports.views.test_exports import filename
from tests.reports.views.test_titles import make_title

LEDGER = "/ledger/ledger.xlsx"
ROLLUP = "/quarters/2026Q1/"


@pytest.fixture
def small(monkeypatch):
    """Every export is a large one."""
    monkeypatch.setattr(files, "LATER", dict.fromkeys(files.LATER, 0))


@pytest.fixture
def queued(cast, accepted, programme, small, signed_in) -> Job:
    """The officer has asked for the roll-up as a workbook."""
    signed_in(cast.officer).get(f"{ROLLUP}rollup.xlsx")
    return Job.objects.get()


def made(job: Job) -> Job:
    """The job as its worker left it."""
    work_off()
    job.refresh_from_db()
    return job


def fetched(response) -> bytes:
    """The bytes of a file that is handed out piece by piece."""
    return b"".join(response.streaming_content)


def passed_over(problem=None):
    raise problem


# --- asked for ----------------------------------------------------------------------------------------------------


def test_a_large_export_is_queued_and_its_page_says_how_far_it_is(cast, accepted, programme, small, signed_in):
    client = signed_in(cast.officer)
    response = client.get(f"{ROLLUP}rollup.xlsx", follow=True)
    job = Job.objects.get()

    assert response.redirect_chain == [(f"/exports/{job.pk}/", 303)]
    assert (job.state, job.by, job.address, str(job)) == (
        JobState.QUEUED,
        cast.officer,
        f"{ROLLUP}rollup.xlsx",
        "2026年第一季度考核情况汇总.xlsx",
    )
    page = response.content.decode()
    assert "排队中" in page
    assert 'hx-trigger="every 2s"' in page
    assert not AuditEvent.objects.filter(act="export").exists()  # nothing has left the house yet


def test_a_small_export_is_handed_out_at_once(cast, accepted, programme, signed_in):
    assert filename(signed_in(cast.officer).get(f"{ROLLUP}rollup.xlsx")).endswith(".xlsx")
    assert not Job.objects.exists()


def test_asking_twice_leads_to_the_one_under_way(cast, queued, signed_in):
    response = signed_in(cast.officer).get(f"{ROLLUP}rollup.xlsx")

    assert response["Location"] == f"/exports/{queued.pk}/"
    assert (Job.objects.count(), DBTaskResult.objects.count()) == (1, 1)


def test_nobody_fills_the_queue(cast, queued, signed_in):
    for number in range(1, MOST_AT_ONCE):
        ask_for(address=f"/x/{number}", site="http://testserver/", name="表", suffix="csv", by=cast.officer)
    response = signed_in(cast.officer).get(f"{ROLLUP}rollup.csv", follow=True)

    assert "等其中一项完成" in response.content.decode()
    assert Job.objects.count() == MOST_AT_ONCE


@pytest.mark.django_db(transaction=True)
def test_a_job_exists_if_and_only_if_its_transaction_commits(cast):
    words = {"site": "http://testserver/", "name": "表", "suffix": "csv", "by": cast.officer}
    with transaction.atomic():
        ask_for(address="/a", **words)
        transaction.set_rollback(True)
    assert (Job.objects.count(), DBTaskResult.objects.count()) == (0, 0)

    ask_for(address="/a", **words)
    assert (Job.objects.count(), DBTaskResult.objects.count()) == (1, 1)


# --- made ---------------------------------------------------------------------------------------------------------


def test_the_worker_makes_what_the_page_would_have_handed_out(cast, queued, signed_in, monkeypatch):
    job = made(queued)
    client = signed_in(cast.officer)
    response = client.get(f"/exports/{job.pk}/file/")
    monkeypatch.setattr(files, "LATER", dict.fromkeys(files.LATER, 10**9))
    client.get(f"{ROLLUP}rollup.xlsx")

    assert (job.state, job.attempt, job.worker) == (JobState.DONE, 1, "worker-1")
    assert filename(response) == "2026年第一季度考核情况汇总.xlsx"
    assert len(fetched(response)) == job.size
    later, at_once = AuditEvent.objects.filter(act="export").order_by("pk")
    assert later.detail["digest"] == at_once.detail["digest"] == job.digest
    assert (later.what, later.by, later.detail["address"]) == (at_once.what, cast.officer, job.address)
    assert [move.move for move in Transition.objects.of(job)] == ["start", "finish"]


def test_a_task_that_runs_twice_makes_one_file(queued):
    make_export.make(queued.pk, worker="worker-1")
    make_export.make(queued.pk, worker="worker-2")
    queued.refresh_from_db()

    assert (queued.state, queued.attempt, queued.worker) == (JobState.DONE, 1, "worker-1")


def test_what_somebody_may_not_open_any_more_is_not_made(cast, queued, signed_in):
    Appointment.objects.filter(user=cast.officer).delete()
    job = made(queued)

    assert (job.state, bool(job.file)) == (JobState.FAILED, False)
    assert "您已无权" in signed_in(cast.officer).get(f"/exports/{job.pk}/").content.decode()


def test_a_fault_ends_the_job_with_a_sentence_and_a_line_in_the_log(queued, monkeypatch, caplog):
    monkeypatch.setattr(make_export, "made", lambda *_: passed_over(ZeroDivisionError("canary")))
    monkeypatch.setattr(files, "made", lambda *_: passed_over(ZeroDivisionError("canary")))
    job = made(queued)

    assert job.state is JobState.FAILED
    assert f"{job.pk}" in job.problem
    assert "canary" not in job.problem
    assert "canary" in caplog.text


# --- cancelled, lost, again ---------------------------------------------------------------------------------------


def test_a_cancelled_job_is_not_made_and_can_be_made_again(cast, queued, signed_in):
    client = signed_in(cast.officer)
    client.post(f"/exports/{queued.pk}/move/", {"move": "cancel"})
    assert made(queued).state is JobState.CANCELLED

    client.post(f"/exports/{queued.pk}/move/", {"move": "again"})
    assert made(queued).state is JobState.DONE


def test_a_worker_notices_within_a_moment_that_its_job_is_cancelled(cast, queued, monkeypatch):
    monkeypatch.setattr(make_export, "WRITE_EVERY", 0)
    steps = []

    def long_work(request, *_):
        for step in range(100):
            steps.append(step)
            if step == 3:
                cancel(job=Job.objects.get(), by=cast.officer)
            progress.tell(step, 100)

    monkeypatch.setattr(files, "made", long_work)
    job = made(queued)

    assert (job.state, steps, job.done, job.total) == (JobState.CANCELLED, [0, 1, 2, 3], 2, 100)


def test_a_killed_workers_job_is_known_by_its_silence_and_can_be_made_again(cast, queued, signed_in):
    begin(job=queued, worker="killed", now=clock.now() - 2 * SILENT)
    client = signed_in(cast.officer)
    assert "后台程序" in client.get(f"/exports/{queued.pk}/").content.decode()

    client.post(f"/exports/{queued.pk}/move/", {"move": "again"})
    job = made(queued)
    assert (job.state, job.attempt, job.worker) == (JobState.DONE, 2, "worker-1")


def test_a_worker_that_was_only_slow_does_not_finish_a_job_that_was_begun_again(cast, queued):
    slow = begin(job=Job.objects.get(), worker="slow", now=clock.now() - 2 * SILENT)
    make_again(job=Job.objects.get(), by=cast.officer)
    job = made(queued)
    file = job.file.name

    make_export._say(slow, 1, "太慢")
    with pytest.raises(make_export.AlreadyDone):
        finish(job=slow, attempt=1, content=make_export.ContentFile(b"late"), digest="x")
    job.refresh_from_db()
    assert (job.state, job.attempt, job.file.name) == (JobState.DONE, 2, file)


def test_a_job_that_is_being_made_is_not_begun_again(cast, queued, signed_in):
    begin(job=queued, worker="worker-1")
    response = signed_in(cast.officer).post(f"/exports/{queued.pk}/move/", {"move": "again"}, follow=True)

    assert "正在生成" in response.content.decode()
    assert Job.objects.get().attempt == 1


def test_signs_of_life_keep_a_job_from_being_taken_for_lost(queued):
    long_ago = clock.now() - 2 * SILENT
    begin(job=queued, worker="worker-1", now=long_ago)
    assert list(Job.objects.lost(clock.now())) == [queued]

    sign_of_life(worker="worker-1")
    assert list(Job.objects.lost(clock.now())) == []


# --- without a worker ---------------------------------------------------------------------------------------------


def test_without_a_worker_the_page_says_so(cast, queued, signed_in):
    client = signed_in(cast.officer)
    said = "目前没有后台程序在运行"
    assert said in client.get(f"/exports/{queued.pk}/").content.decode()

    sign_of_life(worker="worker-1")
    assert said not in client.get(f"/exports/{queued.pk}/").content.decode()
    sign_of_life(worker="worker-1", now=clock.now() - 2 * SILENT)
    assert said in client.get(f"/exports/{queued.pk}/").content.decode()


# --- whose it is --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["", "file/"])
@pytest.mark.parametrize("who", ["second_officer", "admin", "party_member"])
def test_a_job_is_its_owners_alone(cast, queued, signed_in, who, page):
    job = made(queued)
    client = signed_in(getattr(cast, who))

    assert client.get(f"/exports/{job.pk}/{page}").status_code == 404
    assert client.post(f"/exports/{job.pk}/move/", {"move": "cancel"}).status_code == 404
    assert "2026年第一季度" not in client.get("/exports/").content.decode()


def test_the_permission_is_asked_again_at_the_download(cast, queued, signed_in):
    job = made(queued)
    Appointment.objects.filter(user=cast.officer).delete()
    response = signed_in(cast.officer).get(f"/exports/{job.pk}/file/", follow=True)

    assert "您已无权" in response.content.decode()
    assert not AuditEvent.objects.filter(act="export").exists()


def test_the_part_that_moves_comes_alone_and_stops_asking_when_it_is_done(cast, queued, signed_in):
    client = signed_in(cast.officer)
    moving = client.get(f"/exports/{queued.pk}/", headers={"HX-Request": "true"}).content.decode()
    made(queued)
    done = client.get(f"/exports/{queued.pk}/", headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in moving
    assert "hx-get" in moving
    assert "hx-get" not in done
    assert f"/exports/{queued.pk}/file/" in done


def test_ones_own_list_takes_as_many_queries_for_ten_as_for_one(cast, queued, signed_in):
    client = signed_in(cast.officer)
    client.get("/exports/")
    few = queries_of(lambda: client.get("/exports/"))
    for number in range(9):
        Job.objects.create(
            by=cast.officer,
            address=f"/x/{number}",
            site="http://testserver/",
            name="表",
            suffix="csv",
            asked_at=clock.now(),
            expires_at=clock.now(),
            state=JobState.DONE,
        )
    assert queries_of(lambda: client.get("/exports/")) == few


# --- cleared away -------------------------------------------------------------------------------------------------


def test_what_has_expired_goes_with_its_file_and_the_rest_stays(cast, queued):
    job = made(queued)
    storage, name = job.file.storage, job.file.name
    assert clear_away(now=clock.now() + KEPT_FOR - dt.timedelta(hours=1)) == (0, 0)
    assert storage.exists(name)

    assert clear_away(now=clock.now() + KEPT_FOR + dt.timedelta(hours=1)) == (1, 0)
    assert not storage.exists(name)
    assert not Job.objects.exists()


def test_clearing_away_gives_up_what_a_killed_worker_left(queued):
    begin(job=queued, worker="killed", now=clock.now() - 2 * SILENT)

    assert clear_away() == (0, 1)
    queued.refresh_from_db()
    assert queued.state is JobState.FAILED
    assert "后台程序" in queued.problem


# --- certificates in bulk -----------------------------------------------------------------------------------------

NAMES = ("甲一", "欧阳𠮷", "阿卜杜拉·买买提")


@pytest.fixture
def titles(cast, filed, programme):
    return [
        make_title(cast, QuarterReport.objects.get(), number, name=name) for number, name in enumerate(NAMES, start=1)
    ]


def test_certificates_come_as_a_zip_with_a_file_for_each(cast, titles, small, signed_in, monkeypatch):
    monkeypatch.setattr(make_export, "WRITE_EVERY", 0)
    client = signed_in(cast.officer)
    client.get(f"{ROLLUP}certificates.zip?category=safety")
    job = made(Job.objects.get())
    response = client.get(f"/exports/{job.pk}/file/")
    archive = zipfile.ZipFile(BytesIO(fetched(response)))

    assert (job.state, job.done, job.total) == (JobState.DONE, 3, 3)
    assert filename(response) == "2026年第一季度安全生产旗手荣誉证书.zip"
    assert archive.namelist() == [f"{title.number_zh}{title.name}.pdf" for title in titles]
    for title in titles:
        data = archive.read(f"{title.number_zh}{title.name}.pdf")
        assert len(reader(data).pages) == 1
        assert f"{title.name}同志：" in closed_up(text_of(data))


def test_a_certificate_made_in_the_background_leads_to_the_site_it_was_asked_on(cast, titles, small, signed_in):
    client = signed_in(cast.officer)
    client.get(f"{ROLLUP}certificates.pdf")
    job = made(Job.objects.get())

    assert job.site == "http://testserver/"
    [first, *_] = titles
    asked = make_export.Asked(job)
    assert asked.build_absolute_uri(f"/verify/{first.verify_code}/") == f"http://testserver/verify/{first.verify_code}/"
    with job.file.open() as kept:
        assert len(reader(kept.read()).pages) == 3


@pytest.mark.parametrize("name", ["certificates.zip", "certificates.pdf"])
def test_a_category_without_titles_has_no_certificates(cast, titles, signed_in, name):
    assert signed_in(cast.officer).get(f"{ROLLUP}{name}?category=marketing").status_code == 404
