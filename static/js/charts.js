// Draws each [data-chart] from the table inside it, so that picture and table cannot differ.
//
// The table's head names the series (data-tone: red, gold, muted, good, bad), its first column the places on the axis,
// and every other cell holds its number in data-value (none: a gap). data-chart is line or bar; bars are gold above
// zero and red below when the table is marked data-signed.
"use strict";

(() => {
  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const toneOf = (name) => token({ red: "red-text", gold: "gold", muted: "gold-pale", good: "good", bad: "bad" }[name] || "red-text");
  const signed = (value) => (value > 0 ? `+${value}` : `${value}`).replace("-", "−");

  function read(table) {
    const heads = [...table.tHead.rows[0].cells].slice(1);
    const rows = [...table.tBodies[0].rows];
    const number = (cell) => (cell.dataset.value === undefined || cell.dataset.value === "" ? null : Number(cell.dataset.value));
    return {
      places: rows.map((row) => row.cells[0].dataset.short || row.cells[0].textContent.trim()),
      series: heads.map((head, at) => ({
        name: head.textContent.trim(),
        tone: head.dataset.tone || "red",
        values: rows.map((row) => number(row.cells[at + 1])),
      })),
      signed: "signed" in table.dataset,
    };
  }

  function line(series, alone, labelled) {
    const colour = toneOf(series.tone);
    const quiet = series.tone === "muted";
    return {
      type: "line", name: series.name, data: series.values, color: colour, connectNulls: false,
      symbol: "circle", symbolSize: 5, showSymbol: series.values.filter((v) => v !== null).length < 2,
      lineStyle: { width: quiet ? 1.5 : 2, type: quiet ? [4, 3] : "solid" },
      endLabel: { show: labelled, formatter: alone ? "{c}" : "{a} {c}", color: quiet ? token("muted") : colour, fontSize: 12 },
      labelLayout: { moveOverlap: "shiftY" },
    };
  }

  function bars(series, withSign) {
    const colour = (value) => (withSign && value < 0 ? token("bad") : toneOf(withSign ? "gold" : series.tone));
    return {
      type: "bar", name: series.name, barMaxWidth: 22, color: colour(1),
      data: series.values.map((value) => ({
        value,
        itemStyle: { color: colour(value), borderRadius: value < 0 ? [0, 0, 2, 2] : [2, 2, 0, 0] },
        label: { position: value < 0 ? "bottom" : "top" },
      })),
      label: { show: true, color: token("ink"), fontSize: 11, formatter: ({ value }) => (withSign ? signed(value) : `${value}`) },
    };
  }

  // From the lowest to the highest bar, with room for the figures above and below.
  function height({ series }) {
    const values = series.flatMap((one) => one.values).filter((value) => value !== null);
    const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
    const room = (high - low || 1) * 0.16;
    return { min: low < 0 ? low - room : 0, max: high + room };
  }

  const NARROW = 480;

  // Whether the lines end so far from each other that their labels, about an eighth of the height, both fit.
  function apart({ series }) {
    const values = series.flatMap((one) => one.values).filter((value) => value !== null);
    const ends = series.map((one) => one.values.filter((value) => value !== null).at(-1)).filter((value) => value !== undefined);
    const span = Math.max(...values) - Math.min(...values) || 1;
    ends.sort((one, other) => one - other);
    return ends.every((end, at) => at === 0 || (end - ends[at - 1]) / span > 0.14);
  }

  function option(kind, data, room) {
    const many = data.series.length > 1;
    // Names at the ends of the lines, where there is room for them and they do not cover each other; else a legend.
    const labelled = kind === "line" && (!many || (room >= NARROW && apart(data)));
    const keyed = many && !labelled;
    return {
      animation: false,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      grid: { left: 8, right: labelled ? (many ? 104 : 52) : 14, top: 18, bottom: kind === "line" && keyed ? 30 : 4, containLabel: true },
      legend: keyed ? { bottom: 0, textStyle: { color: token("muted") } } : undefined,
      tooltip: {
        trigger: "axis", renderMode: "richText", confine: true, backgroundColor: token("card"), borderColor: token("line"),
        textStyle: { color: token("ink"), fontSize: 12 },
        valueFormatter: (value) => (value === null || value === undefined ? "—" : data.signed ? signed(value) : `${value}`.replace("-", "−")),
      },
      xAxis: {
        type: "category", data: data.places, boundaryGap: kind === "bar",
        axisTick: { show: false }, axisLine: { lineStyle: { color: token("line") } },
        axisLabel: { color: token("muted"), fontSize: 11, hideOverlap: true, interval: room < 360 && data.places.length > 10 ? 1 : "auto" },
      },
      yAxis: {
        type: "value", scale: kind === "line", splitNumber: 3, ...(kind === "bar" ? height(data) : {}),
        axisLabel: { show: kind === "line", color: token("muted"), fontSize: 11 },
        splitLine: { show: kind === "line", lineStyle: { color: token("line-soft") } },
      },
      series: data.series.map((series) => (kind === "bar" ? bars(series, data.signed) : line(series, !many, labelled))),
    };
  }

  function draw(figure) {
    const canvas = figure.querySelector(".chart");
    const data = read(figure.querySelector("table"));
    if (!data.places.length) return;
    canvas.hidden = false;
    figure.querySelectorAll("details.chart-table").forEach((details) => { details.open = false; });
    const chart = echarts.init(canvas, null, { renderer: "svg" });
    const paint = () => chart.setOption(option(figure.dataset.chart, data, canvas.clientWidth), true);
    paint();
    new ResizeObserver(() => { chart.resize(); paint(); }).observe(canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
    new MutationObserver(paint).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
  }

  const drawAll = (place) => place.querySelectorAll("[data-chart]:not([data-drawn])").forEach((figure) => {
    figure.dataset.drawn = "yes";
    draw(figure);
  });
  drawAll(document);
  document.addEventListener("htmx:load", ({ detail }) => drawAll(detail.elt));
})();
