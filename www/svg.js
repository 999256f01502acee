// @ts-check
// Puts a drawing into its element by changing what differs from the one before, since most of it stays.

const SVG = 'http://www.w3.org/2000/svg';
const TAG = /^<([a-zA-Z]+)/;
const NAME = /([\w:-]+)=$/;
/** @type {Record<string, string>} */
const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The line of the drawing each element was made of, and its pieces between quotes: names and values by turns. @type {WeakMap<Element, { line: string, pieces: string[] }>} */
const made = new WeakMap();

/** Text as a parser would read it. @param {string} text */
const decoded = (text) => (text.includes('&') ? text.replace(/&(\w+);/g, (all, name) => ENTITIES[name] ?? all) : text);

/**
 * The core writes one element a line, a text between its two tags, and nothing a reader typed but words in texts.
 * @param {Element} host
 * @param {string} svg
 */
export function place(host, svg) {
  let parent = host;
  let next = host.firstElementChild;
  for (const line of svg.split('\n')) {
    if (line.startsWith('</')) {
      while (next) next = dropped(next);
      next = parent.nextElementSibling;
      parent = parent.parentElement ?? host;
    } else if (line.startsWith('<')) {
      const element = fitting(parent, next, line);
      next = element.nextElementSibling;
      if (!line.endsWith('/>')) [parent, next] = [element, element.firstElementChild];
    } else if (line) {
      const text = decoded(line);
      if (parent.textContent !== text) parent.textContent = text;
    }
  }
}

/** Takes an element out. @param {Element} element @returns what stood after it */
function dropped(element) {
  const after = element.nextElementSibling;
  element.remove();
  return after;
}

/** The element of a line: the one that stands there, changed, or a new one. @param {Element} parent @param {Element | null} here @param {string} line */
function fitting(parent, here, line) {
  const before = here && made.get(here);
  if (here && before?.line === line) return here;
  const pieces = line.split('"');
  if (here && before && before.pieces.length === pieces.length && pieces.every((piece, k) => k % 2 === 1 || piece === before.pieces[k])) {
    for (let k = 1; k < pieces.length; k += 2) if (pieces[k] !== before.pieces[k]) set(here, pieces, k);
    made.set(here, { line, pieces });
    return here;
  }
  const element = document.createElementNS(SVG, TAG.exec(line)?.[1] ?? 'g');
  for (let k = 1; k < pieces.length; k += 2) set(element, pieces, k);
  made.set(element, { line, pieces });
  if (here?.localName === element.localName) here.replaceWith(element);
  else parent.insertBefore(element, here);
  return element;
}

/** @param {Element} element @param {string[]} pieces @param {number} k */
function set(element, pieces, k) {
  const name = NAME.exec(pieces[k - 1] ?? '')?.[1] ?? '';
  if (name !== 'xmlns') element.setAttribute(name, decoded(pieces[k] ?? ''));
}
