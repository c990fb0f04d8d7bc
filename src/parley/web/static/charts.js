// Draws what a table beside it has in numbers. Without a script the table stands alone.
"use strict";

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// Lines and words in the page's own colours; no tooltip made of HTML, which the page's policy forbids.
const base = (wide) => ({
  animation: false,
  textStyle: { color: colour("--ink"), fontFamily: getComputedStyle(document.body).fontFamily },
  tooltip: { trigger: "axis", renderMode: "richText", confine: true, axisPointer: { type: "line" } },
  legend: { top: 0, textStyle: { color: colour("--ink") } },
  grid: { left: 12, right: 24, top: wide ? 40 : 80, bottom: 12, containLabel: true },
});

const axis = (more) => ({
  axisLine: { lineStyle: { color: colour("--soft") } },
  axisLabel: { color: colour("--soft") },
  splitLine: { lineStyle: { color: colour("--line") } },
  nameTextStyle: { color: colour("--soft") },
  ...more,
});

const numbers = (value) => (value === null || value === undefined ? "–" : String(value));

// A band between two lines: the lower one unseen, and above it what is missing to the upper one.
const band = (name, low, high, fill, stack, more) => [
  { name, type: "line", stack, stackStrategy: "all", symbol: "none", silent: true, lineStyle: { opacity: 0 },
    itemStyle: { color: fill }, data: low, tooltip: { show: false }, ...more },
  { name, type: "line", stack, stackStrategy: "all", symbol: "none", silent: true, lineStyle: { opacity: 0 },
    areaStyle: { color: fill, opacity: 0.25 }, itemStyle: { color: fill }, data: high, tooltip: { show: false }, ...more },
];

const survival = (data, wide) => {
  const colours = [colour("--link"), colour("--amber")];
  const series = data.curves.map((curve, n) => ({
    name: curve.name, type: "line", step: "end", symbol: "none", data: curve.points,
    lineStyle: { width: 2, type: n ? "dashed" : "solid", color: colours[n] }, itemStyle: { color: colours[n] },
  }));
  const steps = data.curves[0].band;
  series.unshift(...band(data.band, steps.map(([m, low]) => [m, low]),
    steps.map(([m, low, high]) => [m, high - low]), colours[0], "band", { step: "end" }));
  return {
    ...base(wide),
    grid: { ...base(wide).grid, bottom: 40 },
    xAxis: axis({ type: "value", name: data.x, nameLocation: "middle", nameGap: 28, min: 0 }),
    yAxis: axis({ type: "value", min: 0, max: 1 }),
    series,
  };
};

const series = (data, wide) => {
  const at = data.labels;
  // Gaps fill the whole height, on an axis of their own.
  const gaps = data.net.includes(null) ? [{
    name: at.gap, type: "bar", yAxisIndex: 1, barWidth: "100%", barGap: "-100%", silent: true, z: 0,
    data: data.net.map((one) => (one === null ? 1 : null)), itemStyle: { color: colour("--line") },
  }] : [];
  const net = (part) => data.net.map((one) => (one === null ? null : part(one)));
  return {
    ...base(wide),
    tooltip: {
      ...base(wide).tooltip,
      formatter: (rows) => {
        const n = rows[0].dataIndex;
        const one = data.net[n];
        if (one === null) return `${data.names[n]}\n${at.gap}`;
        return [data.names[n], `${at.cooperation} ${numbers(data.cooperation[n])}`,
          `${at.conflict} ${numbers(-data.conflict[n])}`, `${at.net} ${one[0]} (${one[1]}, ${one[2]})`].join("\n");
      },
    },
    xAxis: axis({ type: "category", data: data.names, axisTick: { show: false } }),
    yAxis: [axis({ type: "value" }), { type: "value", min: 0, max: 1, show: false }],
    series: [
      { name: at.cooperation, type: "bar", stack: "sum", data: data.cooperation, itemStyle: { color: colour("--blue") } },
      { name: at.conflict, type: "bar", stack: "sum", data: data.conflict,
        itemStyle: { color: colour("--amber"), decal: { symbol: "rect", color: colour("--paper"), dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: 0.8 } } },
      { name: at.net, type: "line", data: net((one) => one[0]), symbolSize: 5, connectNulls: false,
        lineStyle: { color: colour("--ink"), width: 2 }, itemStyle: { color: colour("--ink") } },
      ...gaps,
      ...band(at.band, net((one) => one[1]), net((one) => one[2] - one[1]), colour("--soft"), "net", {}),
    ],
  };
};

const ripple = (data) => {
  const at = data.labels;
  const colourOf = (n) => (data.told[n] ? colour("--cut") : colour("--ink"));
  const ranges = data.chance.map(([low, high], n) => ({
    name: at.chance, type: "line", symbol: "none", silent: true, data: [[low, n], [high, n]],
    lineStyle: { width: 8, color: colour("--soft"), opacity: 0.45, cap: "butt" }, itemStyle: { color: colour("--soft") },
  }));
  return {
    ...base(true),
    tooltip: {
      trigger: "item", renderMode: "richText", confine: true,
      formatter: ({ dataIndex: n }) => `${data.names[n]}\n${at.change} ${data.change[n]}\n${at.chance} ${data.chance[n].join(", ")}`,
    },
    xAxis: axis({ type: "value" }),
    yAxis: axis({ type: "category", data: data.names, inverse: true, axisTick: { show: false },
      axisLabel: { color: colour("--ink"), fontSize: 11, width: innerWidth < 600 ? 130 : 320, overflow: "break" } }),
    series: [
      ...ranges,
      { name: at.change, type: "scatter", symbolSize: 10, itemStyle: { color: colour("--ink") },
        data: data.change.map((value, n) => ({ value: [value, n], itemStyle: { color: colourOf(n) } })) },
    ],
  };
};

const phrases = (data) => {
  const most = Math.max(...data.counts.map(([, , count]) => count));
  return {
    ...base(true),
    tooltip: {
      trigger: "item", renderMode: "richText", confine: true,
      formatter: ({ value: [year, n, count] }) => `${data.names[n]}\n${data.years[year]}: ${count}`,
    },
    legend: { show: false },
    grid: { left: 12, right: 24, top: 12, bottom: 12, containLabel: true },
    xAxis: axis({ type: "category", data: data.years, splitLine: { show: true, lineStyle: { color: colour("--line") } } }),
    yAxis: axis({ type: "category", data: data.names, inverse: true, axisTick: { show: false },
      axisLabel: { color: colour("--ink"), fontSize: 11, width: innerWidth < 600 ? 130 : 320, overflow: "truncate" } }),
    series: [{ name: data.labels.documents, type: "scatter", data: data.counts, itemStyle: { color: colour("--link") },
      symbolSize: ([, , count]) => 6 + 14 * Math.sqrt(count / most) }],
  };
};

const KINDS = { survival, series, ripple, phrases };

const draw = (place) => {
  const data = JSON.parse(place.dataset.chart);
  place.classList.add("drawn");
  if (data.kind === "ripple" || data.kind === "phrases") place.style.height = `${data.names.length * 30 + 80}px`;
  const chart = echarts.getInstanceByDom(place) ?? echarts.init(place, null, { renderer: "canvas" });
  chart.resize();
  chart.setOption(KINDS[data.kind](data, place.clientWidth > 600), true);
};

const all = () => document.querySelectorAll(".chart").forEach(draw);
all();
addEventListener("resize", all);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", all);
