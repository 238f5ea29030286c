// What each chart shows, says and exports.

import { age, clock, count, decimals, model as modelName, NONE, percent, plural, significant } from './words.js';

const DASHES = ['solid', [6, 4], [2, 3], [9, 3, 2, 3], [12, 4], [4, 2, 1, 2], [1, 4], [14, 3, 3, 3]];
const SYMBOLS = [
  'circle', 'triangle', 'diamond', 'rect',
  'path://M0 0H10L5 10z', // a triangle on its head
  'path://M4 0h2v4h4v2h-4v4h-2v-4h-4v-2h4z', // a plus
  'path://M1 0L5 4L9 0L10 1L6 5L10 9L9 10L5 6L1 10L0 9L4 5L0 1z', // a cross
  'path://M5 0L6.500 3.500L10 4L7.500 6.500L8 10L5 8L2 10L2.500 6.500L0 4L3.500 3.500z', // a star
];

// the ninth has the colour of the first, but neither its dashes nor its symbol
const dashes = (i) => DASHES[(i + 3 * Math.floor(i / 8)) % 8];
const symbol = (i) => SYMBOLS[(i + 5 * Math.floor(i / 8)) % 8];

// ---- what may be missing

/** Why there is no course of the training; null when there is one. */
function noTraining({ state, history }) {
  if (!state) return 'Waiting for the evaluator.';
  if (!state.training) return `No training yet: ${state.trainer.sentence}.`;
  if (state.training.step === 0) return `No step yet: ${state.training.reason || state.training.phase}.`;
  return history.training?.step.length ? null : 'Fetching the history.';
}

/** Why there is no report; null when there is one. */
export function noReport({ state, report }) {
  if (report) return null;
  if (!state) return 'Waiting for the evaluator.';
  const { pairs, minimumPairs } = state.holdout;
  if (pairs < minimumPairs) {
    return `No report yet: the evaluator needs ${count(minimumPairs)} held-out pairs and has ${count(pairs)}.`;
  }
  if (!state.trainer.reachable) return `No report yet: ${state.trainer.sentence}.`;
  const stage = state.evaluatorStages.find((each) => each.name === 'evaluation');
  return `No report yet: ${stage?.sentence ?? 'the evaluator is at its first'}.`;
}

function noReports(model) {
  return noReport(model) ?? (model.history.reports.length ? null : 'No report of this run yet.');
}

// ---- what all drawings share

function frame(look, extra) {
  return {
    animation: false,
    textStyle: { fontFamily: 'inherit', color: look.muted },
    color: look.series,
    grid: { left: 8, right: 16, top: 34, bottom: 22, containLabel: true },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      confine: true,
      backgroundColor: look.card,
      borderColor: look.line,
      textStyle: { color: look.ink, fontSize: 12 },
      axisPointer: { lineStyle: { color: look.muted } },
    },
    legend: {
      top: 0, left: 0, type: 'scroll', itemWidth: 30, itemHeight: 9,
      textStyle: { color: look.muted, lineHeight: 18 }, pageTextStyle: { color: look.muted },
      pageIconColor: look.ink, pageIconInactiveColor: look.line,
    },
    ...extra,
  };
}

function axis(look, extra) {
  return {
    type: 'value',
    nameTextStyle: { color: look.muted, fontSize: 12 },
    axisLabel: { color: look.muted, fontSize: 12, hideOverlap: true },
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: look.line } },
    ...extra,
  };
}

const steps = (look) =>
  axis(look, {
    name: 'step', nameLocation: 'middle', nameGap: 26, min: 'dataMin', max: 'dataMax',
    splitLine: { show: false }, axisLine: { show: true, lineStyle: { color: look.line } },
    splitNumber: look.width < 420 ? 3 : 5,
    axisLabel: { color: look.muted, fontSize: 12, hideOverlap: true, formatter: count, showMinLabel: false, showMaxLabel: false },
  });

const times = (look, extra) =>
  axis(look, {
    type: 'time', min: 'dataMin', max: 'dataMax', splitNumber: 3, splitLine: { show: false },
    axisLine: { show: true, lineStyle: { color: look.line } },
    axisLabel: { color: look.muted, fontSize: 12, hideOverlap: true, formatter: clock, showMinLabel: false, showMaxLabel: false },
    ...extra,
  });

/** A line that is known by its dashes and symbols too, where there are no colours. */
function line(look, i, name, data, extra = {}) {
  const stride = Math.max(1, Math.ceil(data.length / 12));
  const shift = Math.floor((stride * (i % 8)) / 8); // so that those of lines that coincide do not
  const marked = (_, { dataIndex }) => (dataIndex % stride === shift ? symbol(i) : 'none');
  return {
    type: 'line', name, data, symbol: data.length > 12 ? marked : symbol(i), symbolSize: 7,
    showSymbol: true, showAllSymbol: true, connectNulls: false,
    lineStyle: { width: 2, type: dashes(i), color: look.series[i % 8] },
    itemStyle: { color: look.series[i % 8] },
    emphasis: { disabled: true },
    ...extra,
  };
}

// ---- loss and temperature, a line for each model

function perMember({ id, title, unit, field, value }) {
  const column = `${field === 'lossNats' ? 'loss_nats' : 'temperature'}`;
  return {
    id, title,
    missing: noTraining,
    says(model) {
      const { chosen, history, state } = model;
      const now = state.training.members.find((m) => m.member === chosen.member)?.[field];
      const first = series(history.training, chosen.member)?.[field].find((v) => v !== null);
      const from = Number.isFinite(first) ? `, from ${significant(first)}` : '';
      return `${significant(now)}${unit} at step ${count(state.training.step)}${from} (${modelName(chosen, model.members)})`;
    },
    table({ history: { training } }) {
      const rows = training.step.flatMap((step, i) =>
        training.members.map((m) => [step, training.timeMs[i], m.member, m.dimension, m[field][i]]));
      return { columns: ['step', 'time_ms', 'member', 'd', column], rows };
    },
    option(model, look) {
      const { training } = model.history;
      const many = training.members.length > 1;
      return frame(look, {
        grid: { left: 8, right: 16, top: many ? 34 : 12, bottom: 22, containLabel: true },
        legend: { ...frame(look).legend, show: many },
        xAxis: steps(look),
        yAxis: axis(look, { type: 'log', minorSplitLine: { show: false }, axisLabel: { color: look.muted, fontSize: 12, formatter: significant } }),
        tooltip: { ...frame(look).tooltip, valueFormatter: (v) => `${significant(v)}${unit}` },
        series: training.members.map((m, i) => line(look, i, modelName(m, training.members),
          training.step.map((step, at) => [step, value(m[field][at])]), {
            lineStyle: { type: dashes(i), color: look.series[i % 8], width: m.member === model.chosen?.member ? 2.5 : 1.5 },
          })),
      });
    },
  };
}

const positive = (v) => (v > 0 ? v : null);
const series = (training, member) => training?.members.find((m) => m.member === member);

// ---- what reports tell of the chosen model

function ofChosen(model) {
  const member = model.chosen?.member;
  return model.history.reports
    .map((report) => ({ report, member: report.members.find((m) => m.member === member) }))
    .filter((each) => each.member);
}

const estimate = (dimension) => dimension?.calibrated ?? dimension?.raw ?? null;
const interval = (dimension) =>
  (dimension?.calibrated === null ? dimension?.raw95 : dimension?.calibrated95) ?? null;

const reading = (dimension) => {
  const [low, high] = interval(dimension) ?? [];
  const range = low === undefined ? '' : ` (${decimals(low, 2)} to ${decimals(high, 2)})`;
  return `${decimals(estimate(dimension) ?? NaN, 2)}${range}`;
};

function band(points, colour) {
  return {
    type: 'custom', silent: true, clip: true, data: points, encode: { x: 0, y: [1, 2] }, z: 1,
    tooltip: { show: false },
    renderItem(params, api) {
      if (params.dataIndex !== 0) return null;
      const edge = (k) => points.map((p) => api.coord([p[0], p[k]]));
      return { type: 'polygon', shape: { points: [...edge(1), ...edge(2).reverse()] }, style: { fill: colour, opacity: 0.16 } };
    },
  };
}

const dimension = {
  id: 'dimension',
  title: 'Intrinsic dimension',
  missing: noReports,
  says(model) {
    const newest = ofChosen(model).at(-1);
    if (!newest) return '';
    const { member } = newest;
    const kind = member.dimensionF?.calibrated === null ? 'raw' : 'calibrated';
    return `f(X) ${reading(member.dimensionF)}, g(Y) ${reading(member.dimensionG)}, ${kind} Levina–Bickel with 95 % intervals (${modelName(member, model.members)})`;
  },
  table(model) {
    const columns = ['report', 'step', 'member', 'd'];
    for (const side of ['f', 'g']) {
      columns.push(`${side}_raw`, `${side}_raw_low`, `${side}_raw_high`, `${side}_calibrated`, `${side}_calibrated_low`, `${side}_calibrated_high`);
    }
    const side = (of) => [of?.raw, ...(of?.raw95 ?? [null, null]), of?.calibrated, ...(of?.calibrated95 ?? [null, null])];
    const rows = model.history.reports.flatMap((report) => report.members.map((m) =>
      [report.number, m.step, m.member, m.dimension, ...side(m.dimensionF), ...side(m.dimensionG)]));
    return { columns, rows };
  },
  option(model, look) {
    const seen = ofChosen(model);
    const points = (side) => seen.map(({ member }) => [member.step, estimate(member[side])]);
    const bands = (side) => seen
      .map(({ member }) => [member.step, ...(interval(member[side]) ?? [NaN, NaN])])
      .filter((p) => Number.isFinite(p[1]));
    const shared = model.report?.shared;
    return frame(look, {
      legend: { ...frame(look).legend, data: ['f(X)', 'g(Y)'] },
      xAxis: steps(look),
      yAxis: axis(look, { scale: true, axisLabel: { color: look.muted, fontSize: 12, formatter: significant } }),
      tooltip: { ...frame(look).tooltip, valueFormatter: (v) => decimals(Number(v), 2) },
      series: [
        band(bands('dimensionF'), look.series[0]),
        band(bands('dimensionG'), look.series[1]),
        line(look, 0, 'f(X)', points('dimensionF'), shared ? { markLine: level(look, shared.estimate, `k̂* = ${shared.estimate}`) } : {}),
        line(look, 1, 'g(Y)', points('dimensionG')),
      ],
    });
  },
};

function level(look, y, name) {
  return {
    silent: true, symbol: 'none', data: [{ yAxis: y, name }],
    lineStyle: { color: look.muted, type: [2, 4], width: 1.5 },
    label: { formatter: name, color: look.ink, position: 'insideEndTop', fontSize: 12 },
  };
}

// ---- accuracy against d

const accuracy = {
  id: 'accuracy',
  title: 'Accuracy against d',
  missing(model) {
    const missing = noReport(model);
    if (missing) return missing;
    if (!model.curve) return 'Fetching the curve.';
    const widths = new Set(model.curve.members.map((m) => m.dimension)).size;
    return widths >= 2 ? null
      : `Only one width is trained, d = ${model.curve.members[0].dimension}. A curve needs several: set kstar.model.dimensions, such as 2,3,4,5,6,8,12,20.`;
  },
  says({ curve }) {
    if (curve.elbow) return sentence(curve.elbow.evidence);
    const best = curve.members.reduce((a, b) => (b.top1 > a.top1 ? b : a));
    return `Best top-1 ${decimals(best.top1, 3)} at d = ${best.dimension}; no elbow yet`;
  },
  table({ curve }) {
    return {
      columns: ['report', 'member', 'd', 'step', 'top1', 'top1_standard_error', 'top1_x_to_y', 'top1_y_to_x', 'top_half_percent_x_to_y', 'top_half_percent_y_to_x'],
      rows: curve.members.map((m) => [curve.reportNumber, m.member, m.dimension, m.step, m.top1, m.top1StandardError, m.top1XToY, m.top1YToX, m.topHalfPercentXToY, m.topHalfPercentYToX]),
    };
  },
  option({ curve }, look) {
    const half = (m) => (m.topHalfPercentXToY + m.topHalfPercentYToX) / 2;
    const { elbow, shared } = curve;
    return frame(look, {
      grid: { ...frame(look).grid, top: 48 },
      xAxis: axis(look, {
        name: 'd', nameLocation: 'middle', nameGap: 26, minInterval: 1,
        min: (v) => v.min - 0.5, max: (v) => v.max + 0.5, splitLine: { show: false },
        axisLine: { show: true, lineStyle: { color: look.line } },
        axisLabel: { color: look.muted, fontSize: 12, showMinLabel: false, showMaxLabel: false },
      }),
      yAxis: axis(look, { min: 0, max: 1 }),
      tooltip: { ...frame(look).tooltip, valueFormatter: (v) => decimals(Number(v), 3) },
      series: [
        whiskers(curve.members.map((m) => [m.dimension, m.top1 - 2 * m.top1StandardError, m.top1 + 2 * m.top1StandardError]), look.series[0]),
        line(look, 0, 'top-1, ± 2 standard errors', curve.members.map((m) => [m.dimension, m.top1]), {
          markArea: elbow ? elbowArea(look, elbow) : undefined,
          markLine: shared ? upright(look, shared.estimate) : undefined,
        }),
        line(look, 1, 'top-0.5 %', curve.members.map((m) => [m.dimension, half(m)])),
      ],
    });
  },
};

const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** From the last width below the plateau to the first on it. */
function elbowArea(look, elbow) {
  return {
    silent: true,
    itemStyle: { color: look.muted, opacity: 0.14 },
    label: { color: look.ink, fontSize: 12, position: 'right' },
    data: [[{ name: `elbow: d = ${elbow.low} to ${elbow.high + 1}`, xAxis: elbow.low }, { xAxis: elbow.high + 1 }]],
  };
}

function upright(look, x) {
  return {
    silent: true, symbol: 'none', data: [{ xAxis: x }],
    lineStyle: { color: look.ink, type: [2, 4], width: 1.5 },
    label: { formatter: `k̂* = ${x}`, color: look.ink, fontSize: 12, position: 'end', distance: 4 },
  };
}

function whiskers(points, colour) {
  return {
    type: 'custom', silent: true, data: points, encode: { x: 0, y: [1, 2] }, tooltip: { show: false },
    renderItem(params, api) {
      const [x, low] = api.coord([api.value(0), api.value(1)]);
      const [, high] = api.coord([api.value(0), api.value(2)]);
      const stroke = { stroke: colour, lineWidth: 1.5 };
      const bar = (x1, y1, x2, y2) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style: stroke });
      return { type: 'group', children: [bar(x, low, x, high), bar(x - 4, low, x + 4, low), bar(x - 4, high, x + 4, high)] };
    },
  };
}

// ---- retrieval

const RETRIEVAL = [
  ['top1XToY', 'top-1 x→y'], ['top1YToX', 'top-1 y→x'],
  ['topHalfPercentXToY', 'top-0.5 % x→y'], ['topHalfPercentYToX', 'top-0.5 % y→x'],
];

const retrieval = {
  id: 'retrieval',
  title: 'Retrieval of partners',
  missing: noReports,
  says(model) {
    const newest = ofChosen(model).at(-1);
    if (!newest) return '';
    const { member, report } = newest;
    return `top-1 ${percent(member.top1XToY)} x→y, ${percent(member.top1YToX)} y→x among ${plural(report.holdoutPairs, 'held-out pair')} (${modelName(member, model.members)})`;
  },
  table(model) {
    const ks = model.history.reports.at(-1).members[0].retrievalAt.map((at) => at.k);
    const columns = ['report', 'step', 'member', 'd', 'top1_x_to_y', 'top1_y_to_x', 'top_half_percent_x_to_y', 'top_half_percent_y_to_x'];
    ks.forEach((k) => columns.push(`within_${k}_x_to_y`, `within_${k}_y_to_x`));
    const rows = model.history.reports.flatMap((report) => report.members.map((m) => [
      report.number, m.step, m.member, m.dimension, ...RETRIEVAL.map(([field]) => m[field]),
      ...ks.flatMap((k) => { const at = m.retrievalAt.find((each) => each.k === k); return [at?.xToY, at?.yToX]; })]));
    return { columns, rows };
  },
  option(model, look) {
    const seen = ofChosen(model);
    return frame(look, {
      xAxis: steps(look),
      yAxis: axis(look, { min: 0, max: 1, axisLabel: { color: look.muted, fontSize: 12, formatter: (v) => `${Math.round(100 * v)} %` } }),
      tooltip: { ...frame(look).tooltip, valueFormatter: percent },
      series: RETRIEVAL.map(([field, name], i) => line(look, i, name, seen.map(({ member }) => [member.step, member[field]]))),
    });
  },
};

// ---- partners on a plane

const projection = {
  id: 'projection',
  title: 'Partners on a plane',
  missing: (model) => {
    if (model.projection) return null;
    if (!model.state) return 'Waiting for the evaluator.';
    return model.state.training?.step ? 'Fetching the projection.' : noTraining(model) ?? 'Fetching the projection.';
  },
  says({ projection: p, members }) {
    const shown = p.varianceShares[0] + p.varianceShares[1];
    return `${plural(p.pairs.length, 'held-out pair')} at step ${count(p.step)}: each side around its own mean; the plane holds ${percent(shown)} of the variance (${modelName(p, members)})`;
  },
  table({ projection: p }) {
    return {
      columns: ['id', 'member', 'd', 'step', 'f_1', 'f_2', 'g_1', 'g_2'],
      rows: p.pairs.map((pair) => [pair.id, p.member, p.dimension, p.step, ...pair.f, ...pair.g]),
    };
  },
  option({ projection: p }, look) {
    const { x, y } = extents(p.pairs, look);
    const share = (i) => `component ${i + 1} (${percent(p.varianceShares[i])})`;
    const places = (side) => p.pairs.map((pair) => pair[side]);
    const dots = (i, name, side) => ({
      type: 'scatter', name, data: places(side), symbol: i ? 'triangle' : 'circle', symbolSize: 7,
      itemStyle: i ? { color: look.series[1], opacity: 0.9 } : { color: look.card, borderColor: look.series[0], borderWidth: 1.8 },
    });
    const plain = { axisLabel: { show: false }, splitLine: { show: false }, axisLine: { show: true, onZero: false, lineStyle: { color: look.line } } };
    return frame(look, {
      grid: { left: 30, right: 16, top: 34, bottom: 28 },
      tooltip: { show: false },
      legend: { ...frame(look).legend, itemWidth: 11, itemHeight: 11 },
      xAxis: axis(look, { ...plain, ...x, name: share(0), nameLocation: 'middle', nameGap: 10 }),
      yAxis: axis(look, { ...plain, ...y, name: share(1), nameLocation: 'middle', nameGap: 10 }),
      series: [
        {
          type: 'lines', coordinateSystem: 'cartesian2d', silent: true, z: 1,
          data: p.pairs.map((pair) => ({ coords: [pair.f, pair.g] })),
          lineStyle: { color: look.muted, width: 1, opacity: 0.7 },
        },
        dots(0, 'f(x)', 'f'),
        dots(1, 'g(y), its partner', 'g'),
      ],
    });
  },
};

/** Both axes to the same scale, so that distances are what they look like. */
function extents(pairs, look) {
  const reach = (k) => Math.max(...pairs.flatMap((pair) => [Math.abs(pair.f[k]), Math.abs(pair.g[k])]), 1e-9) * 1.05;
  const [rx, ry] = [reach(0), reach(1)];
  const [w, h] = [Math.max(50, look.width - 46), Math.max(50, look.height - 62)];
  const scale = Math.max(rx / w, ry / h);
  return { x: { min: -scale * w, max: scale * w }, y: { min: -scale * h, max: scale * h } };
}

// ---- pace

const pace = {
  id: 'pace',
  title: 'Throughput and lag',
  missing: noTraining,
  says({ state: { training } }) {
    return `${count(training.pairsPerSecond)} pairs/s, ${plural(training.lagRecords, 'record')} behind the log`;
  },
  table({ history: { training } }) {
    return {
      columns: ['time_ms', 'step', 'pairs_per_second', 'step_milliseconds', 'lag_records'],
      rows: training.timeMs.map((t, i) => [t, training.step[i], training.pairsPerSecond[i], training.stepMilliseconds[i], training.lagRecords[i]]),
    };
  },
  option({ history: { training } }, look) {
    const over = (values) => training.timeMs.map((t, i) => [t, values[i]]);
    const upper = { left: 64, right: 16, top: 34, height: '32%' };
    const lower = { left: 64, right: 16, top: '60%', bottom: 26 };
    const whole = { min: 0, splitNumber: 2, axisLabel: { color: look.muted, fontSize: 12, formatter: count } };
    return frame(look, {
      grid: [upper, lower],
      axisPointer: { link: [{ xAxisIndex: 'all' }] },
      xAxis: [times(look, { gridIndex: 0, axisLabel: { show: false } }), times(look, { gridIndex: 1 })],
      yAxis: [axis(look, { ...whole, gridIndex: 0 }), axis(look, { ...whole, gridIndex: 1 })],
      series: [
        line(look, 0, 'pairs/s', over(training.pairsPerSecond), {}),
        line(look, 1, 'lag, records', over(training.lagRecords), { xAxisIndex: 1, yAxisIndex: 1 }),
      ],
    });
  },
};

const letters = {
  id: 'dead-letters',
  title: 'Dead letters',
  missing: noTraining,
  says({ state: { training, timeMs }, history }) {
    const since = history.training.timeMs[0];
    return training.deadLetters === 0
      ? `None: the trainer could use every record, over ${age(timeMs - since)}`
      : `${plural(training.deadLetters, 'record')} set aside by the trainer, with place and reason on the topic of dead letters`;
  },
  table({ history: { training } }) {
    return {
      columns: ['time_ms', 'step', 'dead_letters'],
      rows: training.timeMs.map((t, i) => [t, training.step[i], training.deadLetters[i]]),
    };
  },
  option({ history: { training } }, look) {
    return frame(look, {
      legend: { show: false },
      grid: { left: 8, right: 16, top: 12, bottom: 4, containLabel: true },
      xAxis: times(look),
      yAxis: axis(look, { min: 0, max: (v) => Math.max(v.max, 4), minInterval: 1, axisLabel: { color: look.muted, fontSize: 12, formatter: count } }),
      series: [line(look, 3, 'dead letters', training.timeMs.map((t, i) => [t, training.deadLetters[i]]), { step: 'end' })],
    });
  },
};

export const KINDS = [
  perMember({ id: 'loss', title: 'Loss', unit: ' nats', field: 'lossNats', value: positive }),
  perMember({ id: 'temperature', title: 'Temperature τ', unit: '', field: 'temperature', value: positive }),
  dimension, accuracy, retrieval, projection, pace, letters,
];

export { NONE };
