// Charts as files.

export function csv({ columns, rows }) {
  const lines = [columns, ...rows].map((cells) => cells.map(cell).join(','));
  return `${lines.join('\r\n')}\r\n`;
}

/** Numbers in full, as they came. */
function cell(value) {
  if (value === null || value === undefined) return '';
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const SCALE = 2;
const MARGIN = 16;
const FONT = 'system-ui, sans-serif';

/** The drawing with its title above and where it comes from below. */
export function picture(drawing, title, origin, colours) {
  const width = drawing.width;
  const canvas = document.createElement('canvas');
  canvas.width = width + 2 * MARGIN * SCALE;
  canvas.height = drawing.height + (2 * MARGIN + 48) * SCALE;
  const paint = canvas.getContext('2d');
  paint.fillStyle = colours.card;
  paint.fillRect(0, 0, canvas.width, canvas.height);
  paint.fillStyle = colours.ink;
  paint.font = `600 ${15 * SCALE}px ${FONT}`;
  paint.fillText(title, MARGIN * SCALE, (MARGIN + 14) * SCALE);
  paint.drawImage(drawing, MARGIN * SCALE, (MARGIN + 28) * SCALE);
  paint.fillStyle = colours.muted;
  paint.font = `${11 * SCALE}px ${FONT}`;
  paint.fillText(origin, MARGIN * SCALE, canvas.height - MARGIN * SCALE, width);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}

export function save(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
