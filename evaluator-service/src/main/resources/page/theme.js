// Dark, light, or as the system has it; and the page's colours for what is drawn on a canvas.

const KEY = 'kstar-theme';

export function followTheme(onChange) {
  const choice = document.getElementById('theme');
  const set = (theme) => {
    if (theme === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    onChange();
  };
  const kept = stored() ?? 'auto';
  choice.querySelector(`input[value="${kept}"]`).checked = true;
  set(kept);
  choice.addEventListener('change', (event) => {
    store(event.target.value);
    set(event.target.value);
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', onChange);
}

function stored() {
  try {
    const theme = localStorage.getItem(KEY);
    return ['auto', 'light', 'dark'].includes(theme) ? theme : null;
  } catch {
    return null; // storage is switched off
  }
}

function store(theme) {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // then it lasts until the next visit
  }
}

/** The colours of the stylesheet as they are now. */
export function colours() {
  const probe = document.createElement('span');
  document.body.append(probe);
  const named = (name) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const found = {
    ink: named('ink'),
    muted: named('muted'),
    line: named('line'),
    card: named('card'),
    series: Array.from({ length: 8 }, (_, i) => named(`series-${i}`)),
  };
  probe.remove();
  return found;
}
