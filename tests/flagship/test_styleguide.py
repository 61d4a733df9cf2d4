"""The styleguide shows every component, and none of them needs anything inline."""

import re
from itertools import pairwise

import pytest
from django.contrib.messages.storage.base import BaseStorage
from django.test import RequestFactory

from flagship.views.styleguide import styleguide
from tests.flagship.test_templates import inline_parts


class Unstored(BaseStorage):
    """Messages of one request, kept nowhere."""

    def _get(self, *args, **kwargs):
        return [], True

    def _store(self, messages, response, *args, **kwargs):
        return []


@pytest.fixture
def page(db) -> str:
    request = RequestFactory().get("/styleguide/?page=4&sort=name")
    request._messages = Unstored(request)
    return styleguide(request).content.decode()


def test_the_page_has_one_main_heading_and_one_main_button(page):
    assert page.count("<h1") == 1
    closed = re.sub(r'<form class="move-panel".*?</form>', "", page, flags=re.S)
    assert closed.count("btn-main") == 1


def test_nothing_rendered_is_inline(page):
    assert inline_parts(page) == set()


def test_heading_levels_are_not_skipped(page):
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_ids_are_unique(page):
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert [name for name in sorted(set(ids)) if ids.count(name) > 1] == []


def test_the_pager_keeps_the_question_of_the_address(page):
    assert 'href="?page=5&amp;sort=name"' in page


def test_a_chart_stands_beside_its_table(page):
    assert page.count("data-chart=") == 2
    assert '<td class="num" data-value="-2">−2</td>' in page
