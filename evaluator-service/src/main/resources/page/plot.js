// What drawings are made of, in the form of options for ECharts.

import { clock, count } from './words.js';

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif';

const DASHES = ['solid', [6, 4], [2, 3], [9, 3, 2, 3], [12, 4], [4, 2, 1, 2], [1, 4], [14, 3, 3, 3]];
const SYMBOLS = [
  'circle', 'triangle', 'diamond', 'rect',
  'path://M0 0H10L5 10z', // a triangle on its head
  'path://M4 0h2v4h4v2h-4v4h-2v-4h-4v-2h4z', // a plus
  'path://M1 0L5 4L9 0L10 1L6 5L10 9L9 10L5 6L1 10L0 9L4 5L0 1z', // a cross
  'path://M5 0L6 4L10 4L7 6L8 10L5 8L2 10L3 6L0 4L4 4z', // a star
];

// the ninth has the colour of the first, but neither its dashes nor its symbol
const dashes = (i) => DASHES[(i + 3 * Math.floor(i / 8)) % 8];
const symbol = (i) => SYMBOLS[(i + 5 * Math.floor(i / 8)) % 8];

const SYMBOLS_A_LINE = 12;

export function frame(look, extra = {}) {
  return {
    animation: false,
    textStyle: { fontFamily: FONT, color: look.muted },
    color: look.series,
    grid: { left: 8, right: 16, top: 34, bottom: 24, containLabel: true },
    xAxis: steps(look),
    ...extra,
    legend: { ...legend(look), ...extra.legend },
    tooltip: { ...tooltip(look), ...extra.tooltip },
  };
}

const legend = (look) => ({
  type: 'scroll', top: 0, left: 0, itemWidth: 30, itemHeight: 9,
  textStyle: { color: look.muted, lineHeight: 18 },
  pageTextStyle: { color: look.muted },
  pageIconColor: look.ink, pageIconInactiveColor: look.line,
});

const tooltip = (look) => ({
  trigger: 'axis', confine: true,
  renderMode: 'richText', // the other mode writes styles into the document
  backgroundColor: look.card, borderColor: look.line,
  textStyle: { color: look.ink, fontSize: 12 },
  axisPointer: { lineStyle: { color: look.muted } },
});

export const label = (look, extra) => ({ color: look.muted, fontSize: 12, hideOverlap: true, ...extra });

export const rule = (look) => ({ show: true, onZero: false, lineStyle: { color: look.line } });

export function axis(look, extra) {
  return {
    type: 'value',
    nameTextStyle: { color: look.muted, fontSize: 12 },
    axisLabel: label(look),
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: look.line } },
    ...extra,
  };
}

/** An axis along the bottom, whose ends carry no numbers of their own. */
export const across = (look, formatter, extra) =>
  axis(look, {
    min: 'dataMin', max: 'dataMax', splitLine: { show: false }, axisLine: rule(look),
    nameLocation: 'middle', nameGap: 27,
    axisLabel: label(look, { formatter, showMinLabel: false, showMaxLabel: false }),
    ...extra,
  });

const steps = (look) => across(look, count, { name: 'step', splitNumber: look.width < 420 ? 3 : 5 });

export const times = (look, extra) => across(look, clock, { type: 'time', splitNumber: 3, ...extra });

/** A line that is known by its dashes and symbols too, where there are no colours. */
export function line(look, i, name, data, extra = {}) {
  const stride = Math.ceil(data.length / SYMBOLS_A_LINE);
  const shift = Math.floor((stride * (i % 8)) / 8); // so that those of lines that coincide do not
  const size = (_, { dataIndex }) => (dataIndex % stride === shift ? 7 : 0);
  return {
    type: 'line', name, data,
    symbol: symbol(i), symbolSize: stride > 1 ? size : 7, showAllSymbol: true,
    lineStyle: { width: extra.width ?? 2, type: dashes(i), color: look.series[i % 8] },
    itemStyle: { color: look.series[i % 8] },
    emphasis: { disabled: true },
    ...extra,
  };
}

/** Between low and high of each point [x, low, high]. */
export function band(points, colour) {
  return {
    type: 'custom', silent: true, clip: true, data: points, encode: { x: 0, y: [1, 2] }, z: 1,
    tooltip: { show: false },
    renderItem(params, api) {
      if (params.dataIndex !== 0) return null; // one shape for all
      const edge = (k) => points.map((p) => api.coord([p[0], p[k]]));
      const shape = { points: [...edge(1), ...edge(2).reverse()] };
      return { type: 'polygon', shape, style: { fill: colour, opacity: 0.16 } };
    },
  };
}

/** From low to high at each point [x, low, high]. */
export function whiskers(points, colour) {
  return {
    type: 'custom', silent: true, data: points, encode: { x: 0, y: [1, 2] },
    tooltip: { show: false },
    renderItem(params, api) {
      const [x, low] = api.coord([api.value(0), api.value(1)]);
      const [, high] = api.coord([api.value(0), api.value(2)]);
      const style = { stroke: colour, lineWidth: 1.5 };
      const bar = (x1, y1, x2, y2) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style });
      const ends = [low, high].map((y) => bar(x - 4, y, x + 4, y));
      return { type: 'group', children: [bar(x, low, x, high), ...ends] };
    },
  };
}

/** A dotted line with its name, across at `{ yAxis }` or upright at `{ xAxis }`. */
export const marker = (look, at, name, position) => ({
  silent: true, symbol: 'none', data: [at],
  lineStyle: { color: look.ink, type: [2, 4], width: 1.5 },
  label: { formatter: name, color: look.ink, fontSize: 12, position, distance: 4 },
});
