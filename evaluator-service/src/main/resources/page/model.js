// What the page knows, and who wants to hear when it changes. The server thins its history; when
// this one has grown too long it is fetched anew.

const LONGEST = 3000;

const EMPTY = { run: '', training: null, reports: [] };

export class Model {
  state = null;
  report = null;
  history = EMPTY;
  curve = null;
  projection = null;
  member = null;
  #listeners = [];

  onChange(listener) {
    this.#listeners.push(listener);
  }

  changed() {
    this.#listeners.forEach((listener) => listener(this));
  }

  /** Models of the population, as the training or else the newest report has them. */
  get members() {
    return this.state?.training?.members ?? this.report?.members ?? [];
  }

  /** The chosen model: the widest unless another one is chosen. */
  get chosen() {
    const { members } = this;
    return (
      members.find((m) => m.member === this.member) ??
      members.reduce((widest, m) => (!widest || m.dimension > widest.dimension ? m : widest), null)
    );
  }

  /** @returns whether the history has to be fetched anew */
  takeState(state) {
    this.state = state;
    const { training } = this.history;
    const now = state.training;
    if (!now) return false;
    if (!training || training.run !== now.run || training.members.length !== now.members.length) {
      return true;
    }
    if (state.timeMs > (training.timeMs.at(-1) ?? 0)) append(training, state);
    return training.step.length > LONGEST;
  }

  /** @returns whether the history has to be fetched anew */
  takeReport(report) {
    const newest = this.history.reports.at(-1)?.number ?? 0;
    this.report = report;
    if (report.run !== this.history.run || report.number > newest + 1) return true;
    if (report.number === newest + 1) this.history.reports.push(report);
    return this.history.reports.length > LONGEST;
  }
}

function append(training, state) {
  const now = state.training;
  training.timeMs.push(state.timeMs);
  for (const name of ['step', 'pairsPerSecond', 'stepMilliseconds', 'lagRecords', 'deadLetters']) {
    training[name].push(now[name]);
  }
  training.members.forEach((member, m) => {
    member.lossNats.push(now.members[m].lossNats);
    member.temperature.push(now.members[m].temperature);
  });
}
