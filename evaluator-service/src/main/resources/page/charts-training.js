// What the course of the training shows: loss, temperature, pace and dead letters.

import { noTraining } from './missing.js';
import { axis, frame, label, line, times } from './plot.js';
import { age, count, model as modelName, plural, significant } from './words.js';

const positive = (v) => (v > 0 ? v : null); // a logarithmic axis knows no others

const column = ({ training }, member, field) =>
  training.members.find((m) => m.member === member)?.[field] ?? [];

/** A line for each model, on a logarithmic scale. */
function perModel({ id, title, unit, field, heading }) {
  return {
    id,
    title,
    missing: noTraining,
    says({ chosen, history, members, state: { training } }) {
      const now = training.members.find((m) => m.member === chosen.member)?.[field];
      const first = column(history, chosen.member, field).find((v) => v !== null);
      const from = Number.isFinite(first) ? `, from ${significant(first)}` : '';
      const at = `at step ${count(training.step)}${from} (${modelName(chosen, members)})`;
      return `${significant(now)}${unit} ${at}`;
    },
    table({ history: { training } }) {
      const rows = training.step.flatMap((step, i) =>
        training.members.map((m) => [step, training.timeMs[i], m.member, m.dimension, m[field][i]]));
      return { columns: ['step', 'time_ms', 'member', 'd', heading], rows };
    },
    option({ chosen, history: { training } }, look) {
      const { members } = training;
      const many = members.length > 1;
      return frame(look, {
        grid: { ...frame(look).grid, top: many ? 34 : 12 },
        legend: { show: many },
        yAxis: axis(look, { type: 'log', axisLabel: label(look, { formatter: significant }) }),
        tooltip: { valueFormatter: (v) => `${significant(v)}${unit}` },
        series: members.map((m, i) => line(look, i, modelName(m, members),
          training.step.map((step, at) => [step, positive(m[field][at])]),
          { width: m.member === chosen?.member ? 2.5 : 1.5 })),
      });
    },
  };
}

export const loss = perModel({
  id: 'loss', title: 'Loss', unit: ' nats', field: 'lossNats', heading: 'loss_nats',
});

export const temperature = perModel({
  id: 'temperature', title: 'Temperature τ', unit: '', field: 'temperature', heading: 'temperature',
});

const over = (training, values) => training.timeMs.map((t, i) => [t, values[i]]);

export const pace = {
  id: 'pace',
  title: 'Throughput and lag',
  missing: noTraining,
  says({ state: { training } }) {
    const lag = plural(training.lagRecords, 'record');
    return `${count(training.pairsPerSecond)} pairs/s, ${lag} behind the log`;
  },
  table({ history: { training } }) {
    const fields = ['timeMs', 'step', 'pairsPerSecond', 'stepMilliseconds', 'lagRecords'];
    return {
      columns: ['time_ms', 'step', 'pairs_per_second', 'step_milliseconds', 'lag_records'],
      rows: training.timeMs.map((_, i) => fields.map((field) => training[field][i])),
    };
  },
  option({ history: { training } }, look) {
    const amount = (gridIndex) =>
      axis(look, { gridIndex, min: 0, splitNumber: 2, axisLabel: label(look, { formatter: count }) });
    const lag = { xAxisIndex: 1, yAxisIndex: 1 };
    return frame(look, {
      grid: [
        { left: 70, right: 16, top: 34, height: '32%' },
        { left: 70, right: 16, top: '60%', bottom: 26 },
      ],
      axisPointer: { link: [{ xAxisIndex: 'all' }] },
      xAxis: [times(look, { axisLabel: { show: false } }), times(look, { gridIndex: 1 })],
      yAxis: [amount(0), amount(1)],
      series: [
        line(look, 0, 'pairs/s', over(training, training.pairsPerSecond)),
        line(look, 1, 'lag, records', over(training, training.lagRecords), lag),
      ],
    });
  },
};

export const deadLetters = {
  id: 'dead-letters',
  title: 'Dead letters',
  missing: noTraining,
  says({ state: { training, timeMs }, history }) {
    if (training.deadLetters > 0) {
      const records = plural(training.deadLetters, 'record');
      return `${records} set aside by the trainer, with place and reason on the topic of dead letters`;
    }
    const seen = age(timeMs - history.training.timeMs[0]);
    return `None: the trainer could use every record, over ${seen}`;
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
      grid: { ...frame(look).grid, top: 12, bottom: 4 },
      xAxis: times(look),
      yAxis: axis(look, {
        min: 0, max: (v) => Math.max(v.max, 4), minInterval: 1,
        axisLabel: label(look, { formatter: count }),
      }),
      series: [line(look, 3, 'dead letters', over(training, training.deadLetters), { step: 'end' })],
    });
  },
};
