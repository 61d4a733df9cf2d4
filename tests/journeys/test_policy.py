"""The Content-Security-Policy in a real browser: what we use works under it, what it forbids is noticed."""

import pytest

pytestmark = pytest.mark.browser

DRAW = """() => {
  const box = document.createElement('div');
  document.body.replaceChildren(box);
  const chart = echarts.init(box, null, {renderer: 'svg', width: 400, height: 200});
  chart.setOption({
    animation: false,
    tooltip: {trigger: 'axis', renderMode: 'richText'},
    xAxis: {data: ['一月', '二月']},
    yAxis: {},
    series: [{type: 'bar', data: [3, -2]}, {type: 'line', data: [1, 2]}],
  });
  chart.dispatchAction({type: 'showTip', seriesIndex: 0, dataIndex: 0});
  return box.querySelectorAll('svg path').length;
}"""
PLANT = (
    "() => document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.got_in = 1'}))"
)
CALL = "() => fetch('http://127.0.0.1:9/').catch(() => null)"


def test_charts_draw_under_the_policy(page):
    page.goto("/login/")
    for script in ("echarts.min.js", "bootstrap.bundle.min.js"):
        page.add_script_tag(url=f"/static/vendor/{script}")
    assert page.evaluate("() => [typeof echarts, typeof bootstrap]") == ["object", "object"]
    assert page.evaluate(DRAW) > 5


def test_an_inline_script_and_a_foreign_host_are_refused_and_noticed(sit_down):
    page = sit_down()
    page.goto("/login/")
    page.evaluate(PLANT)
    page.evaluate(CALL)
    assert page.evaluate("() => window.got_in === undefined")
    page.wait_for_timeout(200)
    noticed = "\n".join(sit_down.faults)
    sit_down.faults.clear()
    assert "inline script" in noticed
    assert "connect-src" in noticed
