// What reports show: dimension, accuracy against d, retrieval, and partners on a plane.

import { noCurve, noProjection, noReports } from './missing.js';
import { across, axis, band, frame, label, line, marker, rule, whiskers } from './plot.js';
import {
  count, decimals, interval95, measured, model as modelName, percent, plural, significant,
} from './words.js';

/** What each report tells of the chosen model. */
function ofChosen({ chosen, history }) {
  return history.reports
    .map((report) => ({ report, member: report.members.find((m) => m.member === chosen?.member) }))
    .filter((each) => each.member);
}

/** A row for each report and model. */
function rows({ history }, cells) {
  return history.reports.flatMap((report) =>
    report.members.map((m) => [report.number, m.step, m.member, m.dimension, ...cells(m)]));
}

const KEYS = ['report', 'step', 'member', 'd'];

// ---- dimension

const reading = (dimension) => {
  const value = decimals(measured(dimension), 2);
  const interval = interval95(dimension);
  return interval ? `${value} (${interval.map((end) => decimals(end, 2)).join(' to ')})` : value;
};

export const dimension = {
  id: 'dimension',
  title: 'Intrinsic dimension',
  missing: noReports,
  says(model) {
    const member = ofChosen(model).at(-1)?.member;
    if (!member) return '';
    const kind = member.dimensionF?.calibrated === null ? 'raw' : 'calibrated';
    return (
      `f(X) ${reading(member.dimensionF)}, g(Y) ${reading(member.dimensionG)}, ` +
      `${kind} Levina–Bickel with 95 % intervals (${modelName(member, model.members)})`
    );
  },
  table(model) {
    const fields = ['raw', 'raw_low', 'raw_high', 'calibrated', 'calibrated_low', 'calibrated_high'];
    const ends = (interval) => interval ?? [null, null];
    const cells = (of) => [of?.raw, ...ends(of?.raw95), of?.calibrated, ...ends(of?.calibrated95)];
    return {
      columns: [...KEYS, ...['f', 'g'].flatMap((side) => fields.map((field) => `${side}_${field}`))],
      rows: rows(model, (m) => [...cells(m.dimensionF), ...cells(m.dimensionG)]),
    };
  },
  option(model, look) {
    const seen = ofChosen(model);
    const points = (side) => seen.map(({ member }) => [member.step, measured(member[side])]);
    const bands = (side) => seen
      .filter(({ member }) => interval95(member[side]))
      .map(({ member }) => [member.step, ...interval95(member[side])]);
    const k = model.report?.shared?.estimate;
    const level = k && marker(look, { yAxis: k }, `k̂* = ${k}`, 'insideEndTop');
    return frame(look, {
      legend: { data: ['f(X)', 'g(Y)'] },
      yAxis: axis(look, { scale: true, axisLabel: label(look, { formatter: significant }) }),
      tooltip: { valueFormatter: (v) => decimals(Number(v), 2) },
      series: [
        band(bands('dimensionF'), look.series[0]),
        band(bands('dimensionG'), look.series[1]),
        line(look, 0, 'f(X)', points('dimensionF'), { markLine: level }),
        line(look, 1, 'g(Y)', points('dimensionG')),
      ],
    });
  },
};

// ---- accuracy against d

const half = (m) => (m.topHalfPercentXToY + m.topHalfPercentYToX) / 2;

export const accuracy = {
  id: 'accuracy',
  title: 'Accuracy against d',
  missing: noCurve,
  says({ curve: { elbow, members } }) {
    const best = members.reduce((a, b) => (b.top1 > a.top1 ? b : a));
    return `Best top-1 ${decimals(best.top1, 3)} at d = ${best.dimension}; ${
      elbow ? `hardly better beyond d = ${elbow}` : 'where it stops rising cannot be told yet'}`;
  },
  table({ curve: { reportNumber, members } }) {
    return {
      columns: [
        'report', 'member', 'd', 'step', 'top1', 'top1_standard_error', 'top1_x_to_y',
        'top1_y_to_x', 'top_half_percent_x_to_y', 'top_half_percent_y_to_x',
      ],
      rows: members.map((m) => [
        reportNumber, m.member, m.dimension, m.step, m.top1, m.top1StandardError, m.top1XToY,
        m.top1YToX, m.topHalfPercentXToY, m.topHalfPercentYToX,
      ]),
    };
  },
  option({ curve: { elbow, members, shared } }, look) {
    const errors = members.map(({ dimension: d, top1, top1StandardError: error }) =>
      [d, top1 - 2 * error, top1 + 2 * error]);
    const k = shared?.estimate;
    return frame(look, {
      grid: { ...frame(look).grid, top: 50 },
      xAxis: across(look, undefined, {
        name: 'd', minInterval: 1, min: (v) => v.min - 0.5, max: (v) => v.max + 0.5,
      }),
      yAxis: axis(look, { min: 0, max: 1 }),
      tooltip: { valueFormatter: (v) => decimals(Number(v), 3) },
      series: [
        whiskers(errors, look.series[0]),
        line(look, 0, 'top-1, ± 2 standard errors', members.map((m) => [m.dimension, m.top1]), {
          markArea: elbow && plateau(look, elbow),
          markLine: k && marker(look, { xAxis: k }, `k̂* = ${k}`, 'end'),
        }),
        line(look, 1, 'top-0.5 %', members.map((m) => [m.dimension, half(m)])),
      ],
    });
  },
};

/** From the width on which accuracy has stopped rising. */
function plateau(look, elbow) {
  return {
    silent: true,
    itemStyle: { color: look.muted, opacity: 0.14 },
    label: { color: look.ink, fontSize: 12, position: 'insideBottomRight' },
    data: [[{ name: `elbow: d = ${elbow}`, xAxis: elbow }, { xAxis: 'max' }]],
  };
}

// ---- retrieval

const RETRIEVAL = [
  ['top1XToY', 'top-1 x→y'], ['top1YToX', 'top-1 y→x'],
  ['topHalfPercentXToY', 'top-0.5 % x→y'], ['topHalfPercentYToX', 'top-0.5 % y→x'],
];

/** Each k of the newest report but 1, which is always drawn. */
const further = ({ history }) =>
  (history.reports.at(-1)?.members[0]?.retrievalAt ?? []).map((at) => at.k).filter((k) => k !== 1);

const within = (member, k) => member.retrievalAt.find((at) => at.k === k);

export const retrieval = {
  id: 'retrieval',
  title: 'Retrieval of partners',
  missing: noReports,
  choice: {
    label: 'and',
    options: (model) => [...further(model).map((k) => [String(k), `top-${k}`]), ['', 'no other k']],
  },
  says(model, chosen) {
    const newest = ofChosen(model).at(-1);
    if (!newest) return '';
    const { member, report } = newest;
    return (
      `top-1 ${percent(member.top1XToY)} x→y, ${percent(member.top1YToX)} y→x among ` +
      `${plural(report.holdoutPairs, 'held-out pair')} (${modelName(member, model.members)})` +
      furtherInWords(member, Number(chosen))
    );
  },
  table(model) {
    const ks = model.history.reports.at(-1).members[0].retrievalAt.map((at) => at.k);
    return {
      columns: [
        ...KEYS, 'top1_x_to_y', 'top1_y_to_x', 'top_half_percent_x_to_y', 'top_half_percent_y_to_x',
        ...ks.flatMap((k) => [`within_${k}_x_to_y`, `within_${k}_y_to_x`]),
      ],
      rows: rows(model, (m) => [
        ...RETRIEVAL.map(([field]) => m[field]),
        ...ks.flatMap((k) => [within(m, k)?.xToY, within(m, k)?.yToX]),
      ]),
    };
  },
  option(model, look, chosen) {
    const seen = ofChosen(model);
    const whole = label(look, { formatter: (v) => `${Math.round(100 * v)} %` });
    return frame(look, {
      yAxis: axis(look, { min: 0, max: 1, axisLabel: whole }),
      tooltip: { valueFormatter: percent },
      series: [
        ...RETRIEVAL.map(([field, name], i) =>
          line(look, i, name, seen.map(({ member }) => [member.step, member[field]]))),
        ...furtherLines(look, seen, Number(chosen)),
      ],
    });
  },
};

function furtherInWords(member, k) {
  const at = k ? within(member, k) : undefined;
  return at ? `; top-${k} ${percent(at.xToY)} x→y, ${percent(at.yToX)} y→x` : '';
}

function furtherLines(look, seen, k) {
  if (!k) return [];
  return [['xToY', 'x→y'], ['yToX', 'y→x']].map(([field, direction], i) =>
    line(look, RETRIEVAL.length + i, `top-${k} ${direction}`,
      seen.map(({ member }) => [member.step, within(member, k)?.[field]])));
}

// ---- partners on a plane

const LEFT = 30;
const RIGHT = 16;
const TOP = 34;
const BOTTOM = 28;

export const projection = {
  id: 'projection',
  title: 'Partners on a plane',
  missing: noProjection,
  says({ projection: p, members }) {
    const held = percent(p.varianceShares[0] + p.varianceShares[1]);
    return (
      `${plural(p.pairs.length, 'held-out pair')} at step ${count(p.step)}: each side around its ` +
      `own mean; the plane holds ${held} of the variance (${modelName(p, members)})`
    );
  },
  table({ projection: p }) {
    return {
      columns: ['id', 'member', 'd', 'step', 'f_1', 'f_2', 'g_1', 'g_2'],
      rows: p.pairs.map((pair) => [pair.id, p.member, p.dimension, p.step, ...pair.f, ...pair.g]),
    };
  },
  option({ projection: p }, look) {
    const { x, y } = extents(p.pairs, look);
    const component = (i, range) => axis(look, {
      ...range, name: `component ${i + 1} (${percent(p.varianceShares[i])})`, nameLocation: 'middle',
      nameGap: 10, axisLabel: { show: false }, splitLine: { show: false }, axisLine: rule(look),
    });
    const open = { color: look.card, borderColor: look.series[0], borderWidth: 1.8 };
    const full = { color: look.series[1], opacity: 0.9 };
    const dots = (name, side, symbol, itemStyle) =>
      ({ type: 'scatter', name, data: p.pairs.map((pair) => pair[side]), symbol, symbolSize: 7, itemStyle });
    return frame(look, {
      grid: { left: LEFT, right: RIGHT, top: TOP, bottom: BOTTOM },
      tooltip: { show: false },
      legend: { itemWidth: 11, itemHeight: 11 },
      xAxis: component(0, x),
      yAxis: component(1, y),
      series: [
        partnerLines(p.pairs, look),
        dots('f(x)', 'f', 'circle', open),
        dots('g(y), its partner', 'g', 'triangle', full),
      ],
    });
  },
};

const partnerLines = (pairs, look) => ({
  type: 'lines', coordinateSystem: 'cartesian2d', silent: true, z: 1,
  data: pairs.map((pair) => ({ coords: [pair.f, pair.g] })),
  lineStyle: { color: look.muted, width: 1, opacity: 0.7 },
});

/** Both axes to the same scale, so that distances are what they look like. */
function extents(pairs, look) {
  const reach = (k) =>
    1.05 * Math.max(1e-9, ...pairs.flatMap(({ f, g }) => [Math.abs(f[k]), Math.abs(g[k])]));
  const width = Math.max(50, look.width - LEFT - RIGHT);
  const height = Math.max(50, look.height - TOP - BOTTOM);
  const scale = Math.max(reach(0) / width, reach(1) / height);
  return {
    x: { min: -scale * width, max: scale * width },
    y: { min: -scale * height, max: scale * height },
  };
}
