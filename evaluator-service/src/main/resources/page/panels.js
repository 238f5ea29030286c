// The verdict, the facts and what each part does.

import { element, put } from './chart.js';
import { noReport } from './missing.js';
import {
  age, count, decimals, measured, model as modelName, NONE, PHASES, percent, plural, sentence,
  significant, VERDICTS,
} from './words.js';

const LINKS = {
  connecting: 'connecting',
  live: 'live',
  away: 'trainer unreachable',
  reconnecting: 'reconnecting',
};

export function showLink(link, model) {
  const node = document.getElementById('link');
  const away = link === 'live' && model.state && !model.state.trainer.reachable;
  const shown = away ? 'away' : link;
  node.dataset.link = shown;
  node.title = away ? model.state.trainer.sentence : '';
  put(node.firstElementChild, LINKS[shown]);
}

export function showSubject(model) {
  const { state, report } = model;
  const source = state?.training?.stream.source;
  const stream = state && `stream ${state.stream}`;
  if (state) put(document.getElementById('subject'), source ? `${source} · ${stream}` : stream);
  document.title = report?.shared ? `k* = ${report.shared.estimate} · Kstar` : 'Kstar';
}

// ---- trouble with reports

/** Above everything else while what is shown is not what it should be. */
export function showTrouble({ state }) {
  const node = document.getElementById('trouble');
  const text = trouble(state);
  node.hidden = text === null;
  put(node, text ?? ''); // text, never markup: the reason may quote what came with the data
}

function trouble(state) {
  const { number, ageMs, late, failure } = state?.reportStatus ?? {};
  if (!failure && !late) return null;
  const shown = ageMs === null ? '' : ` The newest report, no. ${count(number)}, is ${age(ageMs)} old.`;
  if (!failure) return `No new report though training goes on.${shown} ${evaluationSays(state)}`;
  const attempts = plural(failure.count, 'attempt');
  return `No new report for ${age(state.timeMs - failure.sinceMs)} (${attempts}): ${failure.reason}.${shown}`;
}

function evaluationSays(state) {
  const stage = state.evaluatorStages.find((each) => each.name === 'evaluation');
  return stage ? `The evaluation says: ${stage.sentence}.` : '';
}

// ---- verdict

export function showVerdict(model) {
  const { report } = model;
  const verdict = document.getElementById('verdict');
  const [answer, range] = answers(model);
  const key = JSON.stringify([answer, range]);
  if (verdict.dataset.key !== key) {
    verdict.dataset.key = key; // what is read out changes when the answer does, not with each report
    verdict.replaceChildren(
      element('p', { className: 'answer', textContent: answer }),
      element('p', { className: 'range', textContent: range }));
  }
  const behind = document.getElementById('behind');
  const parts = report ? [...evidence(model), ...alarms(report), judged(model)] : [];
  const text = JSON.stringify([report?.number, model.members.length, model.state?.training?.run]);
  if (behind.dataset.key !== text) {
    behind.dataset.key = text;
    behind.replaceChildren(...parts);
  }
}

function answers(model) {
  const { report } = model;
  const missing = noReport(model);
  if (missing) return ['No answer yet', missing];
  const { shared } = report;
  if (shared) {
    const { estimate, low, high } = shared;
    const range = low === high ? `The evidence allows no other number.` : `The evidence allows ${low} to ${high}.`;
    return [`k̂* = ${estimate}`, `${plural(estimate, 'dimension')} shared by both modalities. ${range}`];
  }
  const missingBelow = 'Not enough evidence yet; what is missing stands below.';
  return ['No number of shared dimensions yet', few(report) ? `${sentence(report.withheld[0])}.` : missingBelow];
}

/** Whether so few x or y are distinct that nothing is estimated of them. */
function few({ holdoutPairs, distinctX, distinctY, members, withheld }) {
  const copies = Math.min(distinctX, distinctY) < holdoutPairs;
  const unanswered = members.every((m) => m.dimensionF?.unanswered || m.dimensionG?.unanswered);
  return copies && unanswered && withheld.length > 0;
}

function evidence({ report, state }) {
  // that there are too few distinct pairs stands beside the answer already
  const missing = few(report) ? report.withheld.slice(1) : report.withheld;
  const sentences = [...(report.shared?.evidence ?? missing)];
  if (report.setAsidePairs > 0) {
    const pairs = plural(report.setAsidePairs, 'held-out pair');
    sentences.push(`${pairs} left out, since a model cannot represent them: see the dead letters`);
  }
  if (state?.training && state.training.run !== report.run) {
    sentences.push(`this report is of an earlier run, ${report.run}; the present one has none yet`);
  }
  if (!sentences.length) return [];
  const list = element('ul', { className: 'evidence' });
  sentences.forEach((text) => list.append(element('li', { textContent: `${sentence(text)}.` })));
  return [list];
}

function alarms({ alarms: all, members }) {
  if (!all.length) return [];
  const list = element('ul', { className: 'alarms' });
  all.forEach((alarm) => {
    const member = members.find((m) => m.member === alarm.member);
    const of = member ? modelName(member, members) : `model ${alarm.member}`;
    const course = `from ${significant(alarm.before)} to ${significant(alarm.now)}`;
    const since = `since step ${count(alarm.sinceStep)}`;
    list.append(element('li', { textContent: `Drift: ${alarm.measure} of ${of} went ${course}, ${since}.` }));
  });
  return [list];
}

/** A row for each model: its verdict and the numbers behind it. */
function judged({ report }) {
  const table = element('table', { className: 'judged' });
  table.append(element('caption', { className: 'unseen', textContent: 'Verdict on each model' }));
  const head = table.createTHead().insertRow();
  const names = ['Model', 'Verdict', 'Top-1 x→y, y→x', 'Dimension f(X), g(Y)', 'Why'];
  names.forEach((name) => head.append(element('th', { scope: 'col', textContent: name })));
  const body = table.createTBody();
  [...report.members].sort((a, b) => a.dimension - b.dimension || a.member - b.member).forEach((m) => {
    const { mark, word } = VERDICTS[m.verdict.kind] ?? VERDICTS.unspecified;
    const row = body.insertRow();
    row.append(element('th', { scope: 'row', textContent: modelName(m, report.members) }));
    const mine = row.insertCell();
    const sign = element('span', { className: 'mark', textContent: mark });
    sign.setAttribute('aria-hidden', 'true');
    mine.append(sign, ` ${word}`);
    row.insertCell().textContent = `${percent(m.top1XToY)}, ${percent(m.top1YToX)}`;
    row.insertCell().textContent = `${reading(m.dimensionF)}, ${reading(m.dimensionG)}`;
    row.insertCell().textContent = [m.verdict.sentence, m.disagreementF, m.disagreementG].filter(Boolean).join('; ');
    [...row.cells].forEach((cell, i) => { cell.dataset.name = names[i]; });
  });
  const scroll = element('div', { className: 'scroll' }, table);
  if (report.members.length <= 3) return scroll;
  const summary = element('summary', { textContent: `Verdict on each of ${report.members.length} models: ${tally(report)}` });
  const open = document.querySelector('#behind details')?.open ?? false; // as the reader left it
  return element('details', { open, className: 'each' }, summary, scroll);
}

/** Such as "4 healthy, 2 still converging". */
function tally({ members }) {
  const counts = new Map();
  members.forEach(({ verdict }) => {
    const { word } = VERDICTS[verdict.kind] ?? VERDICTS.unspecified;
    counts.set(word, (counts.get(word) ?? 0) + 1);
  });
  return [...counts].sort((a, b) => b[1] - a[1]).map(([word, n]) => `${n} ${word}`).join(', ');
}

const reading = (of) => decimals(measured(of), 2);

// ---- facts

export function showFacts({ state, report }) {
  if (!state) return;
  showTraining(state);
  const { pairs, minimumPairs, windowPairs } = state.holdout;
  fact('report', 'Report', report ? `no. ${count(report.number)}` : NONE, report
    ? `${age(state.timeMs - report.createdMs)} ago, took ${significant(report.seconds)} s`
    : 'none yet');
  const copies = report && report.distinctPairs > 0 && report.distinctPairs < report.holdoutPairs
    ? `${count(report.distinctPairs)} of ${count(report.holdoutPairs)} distinct, ` : '';
  fact('holdout', 'Held out', plural(pairs, 'pair'),
    `${copies}at most ${count(windowPairs)}, at least ${count(minimumPairs)}`);
  showEngine(state.training?.engine);
}

function showTraining({ training: now, trainer }) {
  if (!now) {
    fact('phase', 'Training', NONE, trainer.sentence);
    return;
  }
  fact('phase', 'Training', PHASES[now.phase] ?? now.phase, now.reason || `run ${now.run.slice(0, 8)}`);
  fact('step', 'Step', count(now.step), `${count(now.pairs)} pairs in batches of ${count(now.batchPairs)}`);
  fact('rate', 'Throughput', `${count(now.pairsPerSecond)} pairs/s`, `${significant(now.stepMilliseconds)} ms a step`);
  fact('lag', 'Lag', plural(now.lagRecords, 'record'), 'of the log, not trained on yet');
  fact('letters', 'Dead letters', plural(now.deadLetters, 'record'), 'set aside by the trainer');
}

function showEngine(engine) {
  if (!engine) return;
  fact('engine', 'Engine', engine.name || NONE, `on ${engine.device}, ${plural(engine.threads, 'thread')}`);
}

function fact(id, name, value, note) {
  const list = document.getElementById('facts');
  let tile = document.getElementById(`fact-${id}`);
  if (!tile) {
    tile = element('div', { id: `fact-${id}` }, element('dt', { textContent: name }),
      element('dd', { className: 'value' }), element('dd', { className: 'muted' }));
    list.append(tile);
  }
  put(tile.children[1], value);
  put(tile.children[2], note);
}

// ---- parts

const LEVELS = {
  starts: { mark: '…', word: 'starting' },
  works: { mark: '✓', word: 'working' },
  waits: { mark: '◌', word: 'waiting' },
  troubled: { mark: '!', word: 'in trouble' },
  stopped: { mark: '×', word: 'stopped' },
};

export function showParts({ state }) {
  if (!state) return;
  const list = document.getElementById('parts');
  state.evaluatorStages.forEach((stage, i) => {
    const { mark, word } = LEVELS[stage.level];
    let line = list.children[i];
    if (!line) {
      line = element('li', {}, element('span', { className: 'mark' }), element('strong'), element('span'));
      line.children[0].setAttribute('aria-hidden', 'true');
      list.append(line);
    }
    line.dataset.level = stage.level;
    put(line.children[0], mark);
    put(line.children[1], ` ${stage.name} ${word}: `);
    put(line.children[2], stage.sentence);
  });
}

// ---- choice of a model

export function showChoice(model) {
  const choice = document.getElementById('choice');
  const select = document.getElementById('member');
  const members = [...model.members].sort((a, b) => a.dimension - b.dimension || a.member - b.member);
  choice.hidden = members.length < 2;
  const key = members.map((m) => `${m.member}:${m.dimension}`).join();
  if (select.dataset.key !== key) {
    select.dataset.key = key;
    select.replaceChildren(...members.map((m) => element('option', { value: m.member, textContent: modelName(m, members) })));
    if (model.chosen) select.value = model.chosen.member;
  }
}
