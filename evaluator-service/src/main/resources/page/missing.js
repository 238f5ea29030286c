// Why there may be nothing to show, in a sentence; null when there is something.

import { count } from './words.js';

/** Of the course of the training. */
export function noTraining({ state, history }) {
  if (!state) return 'Waiting for the evaluator.';
  if (!state.training) return `No training yet: ${state.trainer.sentence}.`;
  const { step, reason, phase } = state.training;
  if (step === 0) return `No step yet: ${reason || phase}.`;
  return history.training?.step.length ? null : 'Fetching the history.';
}

/** Of the newest report. */
export function noReport({ state, report }) {
  if (report) return null;
  if (!state) return 'Waiting for the evaluator.';
  const { pairs, minimumPairs } = state.holdout;
  if (pairs < minimumPairs) {
    const [needs, has] = [count(minimumPairs), count(pairs)];
    return `No report yet: the evaluator needs ${needs} held-out pairs and has ${has}.`;
  }
  if (!state.trainer.reachable) return `No report yet: ${state.trainer.sentence}.`;
  const stage = state.evaluatorStages.find((each) => each.name === 'evaluation');
  return `No report yet: ${stage?.sentence ?? 'the evaluator is at its first'}.`;
}

/** Of the reports of the present run. */
export function noReports(model) {
  return noReport(model) ?? (model.history.reports.length ? null : 'No report of this run yet.');
}

/** Of accuracy against d. */
export function noCurve(model) {
  const missing = noReport(model);
  if (missing) return missing;
  if (!model.curve) return 'Fetching the curve.';
  const { members } = model.curve;
  if (new Set(members.map((m) => m.dimension)).size > 1) return null;
  return (
    `Only one width is trained, d = ${members[0].dimension}. A curve needs several: ` +
    'set kstar.model.dimensions, such as 2,3,4,5,6,8,12,20.'
  );
}

/** Of the projection. */
export function noProjection(model) {
  return model.projection ? null : (noTraining(model) ?? 'Fetching the projection.');
}
