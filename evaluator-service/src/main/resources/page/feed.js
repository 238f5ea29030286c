// The way to the server: a stream of events that is opened again whenever it ends or falls silent,
// and fetches of what does not come with it.

const SILENCE_MS = 6000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8000;

export class Feed {
  link = 'connecting';
  #model;
  #onLink;
  #source = null;
  #heard = 0;
  #pause = FIRST_PAUSE_MS;
  #fetching = null;
  #later = 0;

  constructor(model, onLink) {
    this.#model = model;
    this.#onLink = onLink;
  }

  start() {
    this.#open();
    setInterval(() => {
      if (this.#source && Date.now() - this.#heard > SILENCE_MS) this.#again();
    }, 1000);
  }

  #open() {
    const source = new EventSource('/api/stream');
    this.#source = source;
    this.#heard = Date.now();
    source.onopen = () => this.#history();
    source.onerror = () => this.#again();
    source.addEventListener('state', (event) => this.#take(event, (data) => this.#state(data)));
    source.addEventListener('report', (event) => this.#take(event, (data) => this.#report(data)));
  }

  #take(event, use) {
    this.#heard = Date.now();
    this.#pause = FIRST_PAUSE_MS;
    use(JSON.parse(event.data));
    this.#tell('live');
    this.#model.changed();
  }

  #state(state) {
    if (this.#model.takeState(state)) this.#history();
  }

  #report(report) {
    if (this.#model.takeReport(report)) this.#history();
    this.#ofReport();
  }

  #again() {
    this.#source?.close();
    this.#source = null;
    this.#tell('reconnecting');
    setTimeout(() => this.#open(), this.#pause);
    this.#pause = Math.min(2 * this.#pause, LONGEST_PAUSE_MS);
  }

  #tell(link) {
    this.link = link;
    this.#onLink();
  }

  /** One fetch at a time; another wish while it runs is met by it. */
  async #history() {
    this.#fetching ??= get('/api/history');
    const fetching = this.#fetching;
    const history = await fetching;
    if (this.#fetching !== fetching) return;
    this.#fetching = null;
    if (history) {
      this.#model.history = history;
      this.#model.changed();
    }
  }

  async #ofReport() {
    this.#model.curve = (await get('/api/curve')) ?? this.#model.curve;
    this.#model.changed();
    await this.projection();
  }

  /**
   * Fetches the projection of the chosen model. It takes held-out pairs, which an evaluator that has
   * just started is still reading, and a snapshot from the trainer, which may be away just now:
   * without the former it is not asked for yet, and while there is none to show it is again.
   */
  async projection(pause = FIRST_PAUSE_MS) {
    clearTimeout(this.#later);
    const member = this.#model.chosen?.member ?? 0;
    const pairs = this.#model.state?.holdout.pairs > 0;
    const projection = pairs ? await get(`/api/projection?member=${member}`) : null;
    if (member !== (this.#model.chosen?.member ?? 0)) return; // another one has been chosen since
    if (projection) {
      this.#model.projection = projection;
      this.#model.changed();
    } else if (!pairs || !this.#model.projection) {
      const next = Math.min(2 * pause, LONGEST_PAUSE_MS);
      this.#later = setTimeout(() => this.projection(next), pause);
    }
  }
}

/** The answer, or null when there is none: the stream tells when the server is away. */
async function get(path) {
  try {
    const response = await fetch(path, { cache: 'no-store' });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}
