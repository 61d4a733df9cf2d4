"""/styleguide/: every component in every state, for those who build pages; not there in production."""

from decimal import Decimal
from types import SimpleNamespace

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import render

from flagship.access import public
from flagship.charts import Chart, Series
from flagship.looks import LOOKS
from flagship.navigation import MAIN, MORE, OWN, Menu
from flagship.periods import Month
from flagship.permissions import Role
from flagship.views import styleguide_samples as samples


class SampleForm(forms.Form):
    """One of each control."""

    name = forms.CharField(label="姓名", max_length=40, help_text="与花名册一致。")
    category = forms.ChoiceField(label="旗手类别", choices=[("marketing", "市场营销"), ("safety", "安全生产")])
    value = forms.DecimalField(label="销售回款率（%）", min_value=0)
    reason = forms.CharField(label="原因", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    excused = forms.BooleanField(label="本月不参加", required=False)
    track = forms.ChoiceField(
        label="创新类别", choices=[("technical", "技术创新"), ("mass", "群众创新")], widget=forms.RadioSelect
    )

    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True


class SampleUpload(forms.Form):
    file = forms.FileField(label="选择工作簿", help_text="Excel 工作簿（.xlsx），不超过 10 MB。")


@public
def styleguide(request):
    """Show the components; nothing is read from or written to the database."""
    for level, text in samples.MESSAGES:
        messages.add_message(request, level, text)
    answers = {"name": "", "value": "-3", "category": "marketing", "track": "mass"}
    wrong = SampleForm({f"wrong-{name}": answer for name, answer in answers.items()}, prefix="wrong")
    context = {
        "user": SimpleNamespace(is_authenticated=True, name="李敏", username="10086"),
        "posts": [Role.SECRETARY],
        "menu": Menu(*(tuple(samples.placed(items)) for items in (MAIN, MORE, OWN))),
        "crumbs": [("市场营销党支部", "#"), ("月度考核", "#"), Month(2026, 10).zh],
        "looks": LOOKS,
        "sheet": samples.SHEET,
        "policies": samples.POLICIES,
        "todos": samples.TODOS,
        "tabs": samples.TABS,
        "tiles": samples.TILES,
        "entries": samples.ENTRIES,
        "moves": samples.MOVES,
        "transitions": samples.TRANSITIONS,
        "line_chart": _means(),
        "bar_chart": _points(),
        "form": SampleForm(),
        "wrong_form": wrong,
        "upload_form": SampleUpload(),
        "page": Paginator(range(430), 50).page(4),
        "colours": samples.COLOURS,
        "points": [4, 3, 0, -2, Decimal("2.50"), Decimal("-1.33"), None],
        "star_counts": range(6),
    }
    return render(request, "flagship/styleguide.html", context)


def _months(count: int) -> list[str]:
    last = Month(2026, 10)
    return [f"{(last - back).number}月" for back in reversed(range(count))]


def _means() -> Chart:
    own = [Decimal(tenths) / 10 for tenths in (882, 901, 864, 910, 928, 916, 929, 934, 950, 941, 952, 946)]
    company = [Decimal(tenths) / 10 for tenths in (896, 898, 897, 900, 903, 905, 907, 906, 908, 910, 910, 911)]
    return Chart(
        "本支部近 12 个月平均分", _months(12), [Series("本支部", own), Series("全公司", company, tone="muted")]
    )


def _points() -> Chart:
    values = [2, 0, 3, -2, 4, 0, 3, 4, 3, 4]
    return Chart("十个月的加扣分", _months(10), [Series("加扣分", values, tone="gold")], kind="bar", signed=True)
