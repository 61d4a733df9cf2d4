// Draws each [data-chart] from the table inside it, so that picture and table cannot differ.
//
// The table's head names the series (data-tone: red, gold, muted, good, bad), its first column the places on the axis,
// and every other cell holds its number in data-value (none: a gap). data-chart is line or bar; bars are gold above
// zero and red below when the table is marked data-signed. Columns whose head is marked data-aside stay in the table.
// data-chart may also be stack (bars upon each other), flat (bars that lie) or box (five columns: lowest, lower quartile,
// median, upper quartile, highest).
"use strict";

(() => {
  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const toneOf = (name) => token({ red: "red-text", gold: "gold", muted: "gold-pale", good: "good", bad: "bad", plain: "ink", calm: "calm" }[name] || "red-text");
  const signed = (value) => (value > 0 ? `+${value}` : `${value}`).replace("-", "−");

  function read(table) {
    const heads = [...table.tHead.rows[0].cells].slice(1).filter((head) => !("aside" in head.dataset));
    const rows = [...table.tBodies[0].rows];
    const number = (cell) => (cell.dataset.value === undefined || cell.dataset.value === "" ? null : Number(cell.dataset.value));
    return {
      places: rows.map((row) => row.cells[0].dataset.short || row.cells[0].textContent.trim()),
      series: heads.map((head) => ({
        name: head.textContent.trim(),
        tone: head.dataset.tone || "red",
        values: rows.map((row) => number(row.cells[head.cellIndex])),
      })),
      signed: "signed" in table.dataset,
    };
  }

  const SHAPES = ["circle", "rect", "triangle", "diamond", "pin", "arrow"];

  function line(series, alone, labelled, at, many) {
    const colour = toneOf(series.tone);
    const quiet = series.tone === "muted";
    return {
      type: "line", name: series.name, data: series.values, color: colour, connectNulls: false,
      symbol: SHAPES[many > 2 ? at % SHAPES.length : 0], symbolSize: many > 2 ? 7 : 5, showSymbol: many > 2 || series.values.filter((v) => v !== null).length < 2,
      lineStyle: { width: quiet ? 1.5 : 2, type: quiet ? [4, 3] : "solid" },
      endLabel: { show: labelled, formatter: alone ? "{c}" : "{a} {c}", color: quiet ? token("muted") : colour, fontSize: 12 },
      labelLayout: { moveOverlap: "shiftY" },
    };
  }

  function bars(series, withSign, many) {
    const colour = (value) => (withSign && value < 0 ? token("bad") : toneOf(withSign ? "gold" : series.tone));
    return {
      type: "bar", name: series.name, barMaxWidth: 22, color: many ? toneOf(series.tone) : colour(1),
      data: series.values.map((value) => ({
        value,
        itemStyle: { color: colour(value), borderRadius: value < 0 ? [0, 0, 2, 2] : [2, 2, 0, 0] },
        label: { position: value < 0 ? "bottom" : "top" },
      })),
      label: { show: true, color: token("ink"), fontSize: 11, formatter: ({ value }) => (withSign ? signed(value) : `${value}`) },
    };
  }

  const stacked = (series) => ({
    type: "bar", stack: "all", name: series.name, barMaxWidth: 28, color: toneOf(series.tone),
    data: series.values, itemStyle: { borderColor: token("card"), borderWidth: 0.5 },
  });

  const lying = (series) => ({
    type: "bar", name: series.name, barMaxWidth: 14, color: toneOf(series.tone), data: series.values,
    label: { show: true, position: "right", color: token("ink"), fontSize: 11 },
  });

  // A box is a bar from the lower quartile to the median and one upon it to the upper, on a bar that is not seen; lines
  // reach to the lowest and the highest.
  function boxes({ series, places }) {
    const [low, lower, median, upper, high] = series.map((one) => one.values);
    const held = places.map((_, at) => at).filter((at) => low[at] !== null);
    const part = (values, more) => ({ type: "bar", stack: "box", barMaxWidth: 34, silent: true, data: values, ...more });
    const line = { color: token("red-text"), width: 1.5, type: "solid" };
    const tick = (values, width, height) => ({
      type: "scatter", symbol: "rect", symbolSize: [width, height], color: token("red-text"), silent: true, data: values,
    });
    const glass = { color: token("gold-soft"), borderColor: token("red-text"), borderWidth: 1 };
    const apart = (from, to) => places.map((_, at) => (low[at] === null ? null : to[at] - from[at]));
    return [
      part(lower, { itemStyle: { color: "transparent" }, markLine: {
        symbol: "none", silent: true, animation: false, label: { show: false }, lineStyle: line,
        data: held.flatMap((at) => [
          [{ coord: [at, low[at]] }, { coord: [at, lower[at]] }],
          [{ coord: [at, upper[at]] }, { coord: [at, high[at]] }],
        ]),
      } }),
      part(apart(lower, median), { itemStyle: glass }),
      part(apart(median, upper), { itemStyle: glass }),
      tick(low, 14, 1.5),
      tick(high, 14, 1.5),
      tick(median, 34, 2.5),
    ];
  }

  const boxWords = ({ series, places }) => ([{ dataIndex }]) =>
    [places[dataIndex], ...series.map((one) => `${one.name} ${one.values[dataIndex] === null ? "—" : one.values[dataIndex]}`)].join("\n");

  const span = ({ series }) => {
    const values = series.flatMap((one) => one.values).filter((value) => value !== null);
    return { min: Math.floor(Math.min(...values) - 2), max: Math.ceil(Math.max(...values) + 1) };
  };

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

  function seriesOf(kind, data, labelled) {
    const many = data.series.length;
    if (kind === "box") return boxes(data);
    return data.series.map((series, at) => {
      if (kind === "stack") return stacked(series);
      if (kind === "flat") return lying(series);
      return kind === "bar" ? bars(series, data.signed, many > 1) : line(series, many === 1, labelled, at, many);
    });
  }

  function axes(kind, data, room) {
    const words = {
      type: "category", data: data.places, boundaryGap: kind !== "line", inverse: kind === "flat",
      axisTick: { show: false }, axisLine: { lineStyle: { color: token("line") } },
      axisLabel: {
        color: token("muted"), fontSize: 11, hideOverlap: true,
        ...(kind === "flat" ? { width: Math.max(90, room * 0.3), overflow: "truncate" } : {}),
        ...(kind === "box" && data.places.length > 8 ? { rotate: 45 } : {}),
        interval: kind === "flat" ? 0 : room < 360 && data.places.length > 10 ? 1 : "auto",
      },
    };
    const numbers = {
      type: "value", scale: kind === "line", splitNumber: 3,
      ...(kind === "bar" ? height(data) : kind === "box" ? span(data) : kind === "stack" ? { minInterval: 1 } : {}),
      axisLabel: { show: kind !== "bar", color: token("muted"), fontSize: 11 },
      splitLine: { show: kind !== "bar", lineStyle: { color: token("line-soft") } },
    };
    return kind === "flat" ? { xAxis: numbers, yAxis: words } : { xAxis: words, yAxis: numbers };
  }

  function option(kind, data, room) {
    const many = data.series.length > 1;
    // Names at the ends of the lines, where there is room for them and they do not cover each other; else a legend.
    const labelled = kind === "line" && (!many || (room >= NARROW && apart(data)));
    const keyed = many && !labelled && kind !== "box";
    return {
      animation: false,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      grid: { left: 8, right: labelled ? (many ? 104 : 52) : 14, top: 18, bottom: keyed ? 30 : 4, containLabel: true },
      legend: keyed ? { bottom: 0, textStyle: { color: token("muted") } } : undefined,
      tooltip: {
        trigger: "axis", ...(kind === "box" ? { formatter: boxWords(data) } : {}), renderMode: "richText", confine: true, backgroundColor: token("card"), borderColor: token("line"),
        textStyle: { color: token("ink"), fontSize: 12 },
        valueFormatter: (value) => (value === null || value === undefined ? "—" : data.signed ? signed(value) : `${value}`.replace("-", "−")),
      },
      ...axes(kind, data, room),
      series: seriesOf(kind, data, labelled),
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
    new ResizeObserver(() => { if (!printing) { chart.resize(); paint(); } }).observe(canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
    new MutationObserver(paint).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
    drawn.push({ chart, paint, canvas, tables: [...figure.querySelectorAll("details.chart-table")] });
  }

  // On paper: light, no wider than the sheet, and with its table open below it.
  const drawn = [];
  const PAPER = 640;
  let printing = false;
  let before = { theme: undefined, closed: [] };
  window.addEventListener("beforeprint", () => {
    printing = true;
    const root = document.documentElement;
    before = { theme: root.dataset.bsTheme, closed: drawn.flatMap(({ tables }) => tables.filter((table) => !table.open)) };
    root.dataset.bsTheme = "light";
    before.closed.forEach((table) => { table.open = true; });
    drawn.forEach(({ chart, paint, canvas }) => { chart.resize({ width: Math.min(canvas.clientWidth, PAPER) }); paint(); });
  });
  window.addEventListener("afterprint", () => {
    printing = false;
    if (before.theme === undefined) delete document.documentElement.dataset.bsTheme;
    else document.documentElement.dataset.bsTheme = before.theme;
    before.closed.forEach((table) => { table.open = false; });
    drawn.forEach(({ chart, paint }) => { chart.resize({ width: "auto" }); paint(); });
  });

  const drawAll = (place) => place.querySelectorAll("[data-chart]:not([data-drawn])").forEach((figure) => {
    figure.dataset.drawn = "yes";
    draw(figure);
  });
  drawAll(document);
  document.addEventListener("htmx:load", ({ detail }) => drawAll(detail.elt));
})();
