// Puts the page together: what the feed brings is shown with the next frame, so a tab that nobody
// looks at draws nothing.

import { Chart } from './chart.js';
import { KINDS } from './charts.js';
import { Feed } from './feed.js';
import { Model } from './model.js';
import { showChoice, showFacts, showLink, showParts, showSubject, showTrouble, showVerdict } from './panels.js';
import { colours, followTheme } from './theme.js';

const model = new Model();
const feed = new Feed(model, () => showLink(feed.link, model));
let look = colours();
let awaited = false;

const charts = KINDS.map((kind) => new Chart(kind, model, () => look));
document.getElementById('charts').append(...charts.map((chart) => chart.element));

function show() {
  awaited = false;
  showLink(feed.link, model);
  showSubject(model);
  showTrouble(model);
  showVerdict(model);
  showFacts(model);
  showParts(model);
  showChoice(model);
  charts.forEach((chart) => chart.render());
}

function soon() {
  if (!awaited) {
    awaited = true;
    requestAnimationFrame(show);
  }
}

followTheme(() => {
  look = colours();
  soon();
});
document.getElementById('member').addEventListener('change', (event) => {
  model.member = Number(event.target.value);
  model.projection = null;
  soon();
  feed.projection();
});
model.onChange(soon);
feed.start();
