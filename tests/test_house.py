"""The walls of the house that import-linter does not see."""

import pytest
from django.apps import apps
from django.urls import URLPattern, get_resolver

FLOORS = ["flagship", "branches", "members", "scoring", "reports"]


def relations():
    for floor in FLOORS:
        for model in apps.get_app_config(floor).get_models():
            for field in model._meta.get_fields():
                if field.is_relation and field.concrete and field.related_model is not None:
                    yield model, field


def points_up(model, field) -> bool:
    target = field.related_model._meta
    # Every floor may name who did something: the account is known as settings.AUTH_USER_MODEL.
    if target.label == "members.User" or target.app_label not in FLOORS:
        return False
    return FLOORS.index(target.app_label) > FLOORS.index(model._meta.app_label)


def test_no_relation_points_to_a_floor_above():
    assert [f"{model._meta.label}.{field.name}" for model, field in relations() if points_up(model, field)] == []


def test_the_relation_check_sees_a_relation_that_points_up():
    programme = apps.get_model("flagship", "Programme")
    plan_of_branch = apps.get_model("branches", "BranchPlan")._meta.get_field("branch")
    assert points_up(programme, plan_of_branch)


def views(patterns=None, prefix=""):
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield address, pattern.callback
        else:
            yield from views(pattern.url_patterns, address)


def unguarded(pairs):
    return sorted(address for address, view in pairs if not getattr(view, "access", None))


def test_every_view_says_who_may_open_it():
    assert unguarded(views()) == []


def test_the_sweep_finds_a_view_without_a_guard():
    def forgotten(request):
        raise AssertionError("never called")

    assert unguarded([*views(), ("forgotten/", forgotten)]) == ["forgotten/"]


PUBLIC = {"healthz", "login/", "verify/<str:code>/", "i18n/"}


def test_only_a_closed_list_of_pages_is_public():
    public = {address for address, view in views() if getattr(view, "access", ("",))[0] == "public"}
    assert public <= PUBLIC, f"public, and not in the list: {sorted(public - PUBLIC)}"


@pytest.mark.parametrize("floor", FLOORS)
def test_every_model_has_a_readable_name(floor):
    for model in apps.get_app_config(floor).get_models():
        assert "__str__" in model.__dict__, model._meta.label
