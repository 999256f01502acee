// @ts-check
// Charts as files: a drawing that stands alone, a picture, the numbers. Fetched when somebody saves one.

import { make } from './control.js';
import { compact } from './format.js';

/** @typedef {import('./pkg/alvh.js').Frame} Frame */

/**
 * What a file needs.
 * @typedef {object} Sheet
 * @property {string} id
 * @property {string} title
 * @property {string} svg the drawing, as the core writes it
 * @property {Frame} frame
 * @property {{ width: number, height: number }} size of the drawing
 * @property {{ paper: string, ink: string, soft: string, font: string }} look
 * @property {string} source where it comes from
 */

const MARGIN = 20;
const LINE = 19;
const SHARP = 2; // device pixels per CSS pixel of a picture

/** @param {string} text */
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);

/** Lines of at most so many characters. @param {string} text @param {number} most */
function wrapped(text, most) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** What a colour stands for. @param {number | null} from @param {number | null} to */
const bounds = (from, to) => (from === null ? `below ${compact(to ?? 0)}` : to === null ? `above ${compact(from)}` : `${compact(from)} to ${compact(to)}`);

/** A file that stands alone: title, legend, drawing, sentence, source. @param {Sheet} sheet */
function standAlone({ title, svg, frame, size, look, source }) {
  const width = size.width + 2 * MARGIN;
  /** @param {number} x @param {number} y @param {string} text @param {string} [more] */
  const text = (x, y, text, more = '') => `<text x="${x}" y="${y}" ${more}>${escaped(text)}</text>`;
  let y = MARGIN + 16;
  const parts = [text(MARGIN, y, title, 'font-size="18" font-weight="600"')];
  y += 12;
  let x = MARGIN;
  const entries = [
    ...(frame.scale ?? []).map(({ from, to, color }) => ({ name: bounds(from, to), color, dash: false, area: true, cover: 1 })),
    ...frame.series,
  ];
  for (const { name, color, dash, area, cover } of entries) {
    const room = 32 + name.length * 6.6 + 14;
    if (x + room > width - MARGIN && x > MARGIN) [x, y] = [MARGIN, y + LINE];
    parts.push(`<line x1="${x}" x2="${x + 22}" y1="${y + 12}" y2="${y + 12}" stroke="${color}" stroke-width="${area ? 10 : 3}"${cover < 1 ? ` stroke-opacity="${cover}"` : ''}${dash ? ' stroke-dasharray="5 4"' : ''}/>`);
    parts.push(text(x + 28, y + 16, name, 'font-size="12.5"'));
    x += room;
  }
  y += 16 + 12;
  parts.push(svg.replaceAll(/ font-family="[^"]*"/g, '').replace('<svg ', `<svg x="${MARGIN}" y="${y}" `));
  y += size.height + 10;
  for (const line of wrapped(frame.summary, Math.floor((width - 2 * MARGIN) / 6.4))) parts.push(text(MARGIN, (y += LINE), line, `font-size="13" fill="${look.soft}"`));
  y += 8;
  for (const line of wrapped(source.replaceAll('&', '\u200b &'), Math.floor((width - 2 * MARGIN) / 5.4))) parts.push(text(MARGIN, (y += 15), line.replaceAll(' &', '&').replaceAll('\u200b', ''), `font-size="10.5" fill="${look.soft}"`));
  const height = Math.ceil(y + MARGIN);
  return {
    width, height,
    text: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="${escaped(look.font)}" fill="${look.ink}">
<title>${escaped(title)}</title>
<desc>${escaped(frame.summary)}</desc>
<rect width="100%" height="100%" fill="${look.paper}"/>
${parts.join('\n')}
</svg>
`,
  };
}

/** The numbers behind a chart, in full. @param {Frame} frame */
function numbers({ grid, at, series, xLabel, yLabel }) {
  /** @param {string | number | null | undefined} value */
  const cell = (value) => (typeof value === 'number' ? String(value) : /[",\n]/.test(value ?? '') ? `"${(value ?? '').replaceAll('"', '""')}"` : value ?? '');
  const rows = grid
    ? [[`${yLabel} \\ ${xLabel}`, ...grid.x], ...grid.y.map((y, row) => [y, ...grid.values.slice(row * grid.x.length, (row + 1) * grid.x.length)])]
    : [[xLabel, ...series.map(({ name }) => name)], ...at.map((x, k) => [x, ...series.map(({ values }) => values[k])])];
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** @param {{ text: string, width: number, height: number }} file @returns {Promise<Blob>} */
async function picture({ text, width, height }) {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  try {
    await image.decode();
    const canvas = make('canvas');
    [canvas.width, canvas.height] = [width * SHARP, height * SHARP];
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture')))));
  } finally {
    URL.revokeObjectURL(image.src);
  }
}

/** What each kind of file is made of. @type {Record<string, (sheet: Sheet) => Blob | Promise<Blob>>} */
export const kinds = {
  SVG: (now) => new Blob([standAlone(now).text], { type: 'image/svg+xml' }),
  PNG: (now) => picture(standAlone(now)),
  CSV: ({ frame }) => new Blob([numbers(frame)], { type: 'text/csv' }),
};
