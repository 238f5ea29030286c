// Numbers and names as people read them.

export const NONE = '–';

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

export const count = (n) => (Number.isFinite(n) ? whole.format(n) : NONE);

export const decimals = (x, places) => (Number.isFinite(x) ? x.toFixed(places) : NONE);

/** Three significant digits, whatever the size. */
export function significant(x) {
  if (!Number.isFinite(x)) return NONE;
  if (x !== 0 && (Math.abs(x) < 1e-4 || Math.abs(x) >= 1e6)) return x.toExponential(2);
  if (Math.abs(x) >= 1000) return whole.format(x);
  return String(Number(x.toPrecision(3)));
}

export const percent = (x) => (Number.isFinite(x) ? `${(100 * x).toFixed(1)} %` : NONE);

export function plural(n, one, many = `${one}s`) {
  return `${count(n)} ${n === 1 ? one : many}`;
}

export function age(ms) {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 90) return `${seconds} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3600)} h`;
}

export const clock = (ms) =>
  new Date(ms).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

export const VERDICTS = {
  healthy: { mark: '✓', word: 'healthy' },
  'still-converging': { mark: '…', word: 'still converging' },
  'd-too-small': { mark: '↔', word: 'd is too small' },
  'noise-floor': { mark: '≈', word: 'noise floor' },
  capacity: { mark: '▭', word: 'encoders too narrow' },
  undecided: { mark: '?', word: 'undecided' },
  unspecified: { mark: '?', word: 'not judged' },
};

export const PHASES = {
  'waiting-for-stream': 'waiting for the stream',
  'waiting-for-data': 'waiting for pairs',
  training: 'training',
  paused: 'paused',
  completed: 'completed',
  failed: 'failed',
};

/** The name of a model: its d, and its number where several have that d. */
export function model(member, all) {
  const twins = all.filter((other) => other.dimension === member.dimension);
  return twins.length > 1 ? `d = ${member.dimension} (no. ${member.member})` : `d = ${member.dimension}`;
}

/** An estimate of a dimension: calibrated where it is, NaN where there is none. */
export const measured = (dimension) => dimension?.calibrated ?? dimension?.raw ?? NaN;

/** Its interval, [low, high]; null where there is none. */
export const interval95 = (dimension) =>
  (dimension?.calibrated === null ? dimension.raw95 : dimension?.calibrated95) ?? null;

export const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);
