// One chart: a figure with its sentence, its drawing, its numbers as a table, and its exports.

import * as echarts from './vendor/echarts.esm.min.js';
import { csv, picture, save } from './exports.js';
import { significant } from './words.js';

const ROWS = 15;

/**
 * @typedef {object} Kind
 * @property {string} id
 * @property {string} title
 * @property {(model) => ?string} missing why there is nothing to draw
 * @property {?{label: string, options: (model) => string[][]}} choice what the reader may choose:
 *   values and their words, of which the first is chosen at the start
 * @property {(model, chosen) => string} says the newest numbers in a sentence
 * @property {(model) => {columns: string[], rows: any[][]}} table oldest first
 * @property {(model, look, chosen) => object} option for ECharts
 */
export class Chart {
  #kind;
  #model;
  #look;
  #parts;
  #drawing = null;

  constructor(kind, model, look) {
    this.#kind = kind;
    this.#model = model;
    this.#look = look;
    this.#parts = figure(kind);
    this.#parts.csv.addEventListener('click', () => this.#saveCsv());
    this.#parts.png.addEventListener('click', () => this.#savePng());
    this.#parts.numbers.addEventListener('toggle', () => this.#tabulate());
    this.#parts.choice?.addEventListener('change', () => this.render());
  }

  get element() {
    return this.#parts.figure;
  }

  render() {
    const missing = this.#kind.missing(this.#model);
    const { says, empty, canvas, csv: csvButton, png, numbers } = this.#parts;
    for (const control of [csvButton, png]) control.disabled = missing !== null;
    canvas.hidden = missing !== null;
    numbers.hidden = missing !== null;
    empty.hidden = missing === null;
    put(empty, missing ?? '');
    this.#offer(missing === null);
    put(says, missing === null ? this.#kind.says(this.#model, this.#chosen) : '');
    if (missing !== null) return;
    canvas.setAttribute('aria-label', `${this.#kind.title}: ${says.textContent}`);
    this.#draw();
    this.#tabulate();
  }

  get #chosen() {
    return this.#parts.choice?.value ?? '';
  }

  /** What there is to choose from; what was chosen stays, as long as it is there. */
  #offer(drawn) {
    const { choice } = this.#parts;
    if (!choice) return;
    const options = drawn ? this.#kind.choice.options(this.#model) : [];
    choice.parentElement.hidden = options.length < 2;
    const key = JSON.stringify(options);
    if (choice.dataset.key === key) return;
    const before = choice.value;
    choice.dataset.key = key;
    choice.replaceChildren(
      ...options.map(([value, textContent]) => element('option', { value, textContent })));
    if (options.some(([value]) => value === before)) choice.value = before;
  }

  #draw() {
    const { canvas } = this.#parts;
    if (!this.#drawing) {
      this.#drawing = echarts.init(canvas, null, { renderer: 'canvas' });
      new ResizeObserver(() => {
        if (canvas.clientWidth > 0) {
          this.#drawing.resize();
          this.#draw();
        }
      }).observe(canvas);
    }
    const look = { ...this.#look(), width: canvas.clientWidth, height: canvas.clientHeight };
    this.#drawing.setOption(this.#kind.option(this.#model, look, this.#chosen), { notMerge: true });
  }

  #tabulate() {
    const { numbers, scroll } = this.#parts;
    if (!numbers.open) return;
    scroll.replaceChildren(tableOf(this.#kind.table(this.#model), this.#kind.title));
  }

  #saveCsv() {
    const text = csv(this.#kind.table(this.#model));
    save(new Blob([text], { type: 'text/csv' }), this.#name('csv'));
  }

  async #savePng() {
    const drawn = this.#drawing.getRenderedCanvas({ pixelRatio: 2, backgroundColor: this.#look().card });
    const title = `${this.#kind.title}: ${this.#parts.says.textContent}`;
    save(await picture(drawn, title, this.#origin(), this.#look()), this.#name('png'));
  }

  #name(ending) {
    const step = this.#model.state?.training?.step;
    return `kstar-${this.#kind.id}${step === undefined ? '' : `-step-${step}`}.${ending}`;
  }

  #origin() {
    const { state } = this.#model;
    const source = state?.training?.stream.source || `stream ${state?.stream ?? ''}`;
    return `Kstar · ${source} · run ${state?.training?.run ?? '–'} · step ${state?.training?.step ?? '–'}`;
  }
}

function figure(kind) {
  const figure = element('figure', { className: 'card chart', id: `chart-${kind.id}` });
  const title = element('h3', { textContent: kind.title, id: `title-${kind.id}` });
  figure.setAttribute('aria-labelledby', title.id);
  const png = button('PNG', `Save ${kind.title} as PNG`);
  const csvButton = button('CSV', `Save ${kind.title} as CSV`);
  const choice = kind.choice ? element('select') : null;
  const tools = element('div', { className: 'tools' }, png, csvButton);
  if (choice) {
    tools.prepend(element('label', { hidden: true, className: 'muted' }, `${kind.choice.label} `, choice));
  }
  const says = element('figcaption', { className: 'says' });
  const empty = element('p', { className: 'empty', hidden: true });
  const canvas = element('div', { className: 'canvas', hidden: true });
  canvas.setAttribute('role', 'img');
  const scroll = element('div', { className: 'scroll', tabIndex: 0 });
  scroll.setAttribute('role', 'region');
  scroll.setAttribute('aria-label', `${kind.title} as a table`);
  const numbers = element('details', { hidden: true }, element('summary', { textContent: 'Numbers' }), scroll);
  figure.append(element('div', { className: 'head' }, title, tools), says, empty, canvas, numbers);
  return { figure, says, empty, canvas, choice, csv: csvButton, png, numbers, scroll };
}

function button(text, label) {
  const made = element('button', { type: 'button', textContent: text, disabled: true });
  made.setAttribute('aria-label', label);
  return made;
}

function tableOf({ columns, rows }, title) {
  const table = element('table');
  const shown = rows.slice(-ROWS).reverse();
  const left = rows.length - shown.length;
  table.append(element('caption', { textContent: left > 0
    ? `${title}: the newest ${shown.length} of ${rows.length} rows; the CSV has them all`
    : title, className: 'muted' }));
  const head = table.createTHead().insertRow();
  for (const column of columns) head.append(element('th', { scope: 'col', textContent: column }));
  const body = table.createTBody();
  for (const row of shown) {
    const line = body.insertRow();
    row.forEach((value, i) => { line.insertCell().textContent = shownValue(value, columns[i]); });
  }
  return table;
}

function shownValue(value, column) {
  if (typeof value !== 'number') return value ?? '–';
  if (column === 'time_ms') return new Date(value).toISOString().replace('T', ' ').slice(0, 19);
  return Number.isInteger(value) ? String(value) : significant(value);
}

/** Leaves text alone that has not changed, so that nothing is read out or selected anew. */
export function put(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
