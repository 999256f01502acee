// @ts-check
// Numbers as text. en-US throughout, a real minus sign, and never a word for "not a number".

/** What stands where a number has no answer. */
export const NONE = '–';
const MINUS = '\u2212';
const SPACE = '\u00a0';

/** @param {number} decimals */
const plain = (decimals) => new Intl.NumberFormat('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
const DECIMALS = [plain(0), plain(1), plain(2), plain(3)];

/**
 * @param {number} value
 * @param {number} decimals
 */
function digits(value, decimals) {
  const format = DECIMALS[decimals] ?? plain(decimals);
  const text = format.format(Math.abs(value));
  const zero = !/[1-9]/.test(text);
  return { text, sign: value < 0 && !zero ? MINUS : '' };
}

/** @param {number} value @param {number} [decimals] */
export function fixed(value, decimals = 0) {
  const d = digits(value, decimals);
  return d.sign + d.text;
}

/** Whole dollars: "$1,234", "−$1,234". @param {number} value @param {number} [decimals] */
export function usd(value, decimals = 0) {
  const d = digits(value, decimals);
  return `${d.sign}$${d.text}`;
}

/** Dollars in few letters: "$2.5k", "−$40k". @param {number} value */
export function compact(value) {
  const size = Math.abs(value);
  const [scaled, unit] = size >= 999_500 ? [size / 1e6, 'm'] : size >= 1000 ? [size / 1e3, 'k'] : [size, ''];
  return `${value < 0 ? MINUS : ''}$${Number(scaled.toPrecision(3))}${unit}`;
}

/** A minus stays with its dollars. @param {string} text */
export const unbroken = (text) => text.replaceAll('\u2212$', '\u2212\u2060$');

/** A fraction as percent: one decimal under ten, whole above. @param {number} value */
export function percent(value) {
  const p = value * 100;
  const d = digits(p, Math.abs(p) < 9.95 ? 1 : 0);
  return `${d.sign}${d.text}${SPACE}%`;
}

/** @type {Record<string, (value: number) => string>} */
const FORMATS = {
  usd: (v) => usd(v),
  /** Profit or loss. */
  pl: (v) => usd(v),
  /** Small dollar amounts: cents. */
  cents: (v) => usd(v, 2),
  percent,
  /** A move: always signed, one decimal. */
  move: (v) => (v > 0 ? '+' : '') + fixed(v * 100, 1).replace(/\.0$/, '') + SPACE + '%',
  spx: (v) => fixed(v, 0),
  level: (v) => fixed(v, 2),
  vix: (v) => fixed(v, 2),
  future: (v) => fixed(v, 2),
  points: (v) => fixed(v, 2),
  ratio: (v) => fixed(v, 2),
  small: (v) => fixed(v, 3),
  count: (v) => fixed(v),
  days: (v) => fixed(v, 1).replace(/\.0$/, ''),
};

/**
 * A number of the report as text; an en dash where it has no answer.
 * @param {unknown} value
 * @param {string} format one of the keys above
 */
export function shown(value, format) {
  if (typeof value !== 'number' || !Number.isFinite(value)) return NONE;
  return (FORMATS[format] ?? String)(value);
}

/**
 * What stands at a path such as "layers[0].premium".
 * @param {unknown} from
 * @param {string} path
 */
export function figure(from, path) {
  /** @type {any} */
  let value = from;
  for (const step of path.split(/[.[\]]+/)) if (step) value = value?.[step];
  return value;
}

/** Full precision for `data-value`; empty where there is no number. @param {unknown} value */
export const exact = (value) => (typeof value === 'number' && Number.isFinite(value) ? String(value) : '');

/** What each choice is called, as the core says. @type {Map<string, string>} */
const optionNames = new Map();

/** Learns the names of a field's choices. @param {{ options?: string[], optionLabels?: string[] }[]} fields */
export function nameOptions(fields) {
  for (const { options = [], optionLabels = [] } of fields) options.forEach((option, k) => optionNames.set(option, optionLabels[k] ?? option));
}

/** The words for a choice. @param {string} option */
export const optionName = (option) => optionNames.get(option) ?? option;

/** How charts speak of their numbers: an x, a y, the value of a filled chart, the edge of its bands. */
export const chartSpeech = {
  x: (/** @type {number} */ x, /** @type {import('./pkg/alvh.js').Frame} */ { xLabel }) => (/^SPX/.test(xLabel) ? `SPX ${fixed(x)}` : /^VIX/.test(xLabel) ? `VIX ${fixed(x, 1)}` : `${fixed(x, x % 1 === 0 ? 0 : 1)} days`),
  y: (/** @type {number} */ y, /** @type {import('./pkg/alvh.js').Frame} */ { yLabel }) => (/dollars/.test(yLabel) ? usd(y) : /VIX|points/.test(yLabel) ? fixed(y, 2) : fixed(y, 2)),
  value: (/** @type {number} */ value) => usd(value),
  edge: compact,
};
