// @ts-check
// Puts a drawing into its element: parsed as SVG the first time, then changed in place, since most of it stays.

/** What an element shows: its text line by line, and the node each line made. @typedef {{ lines: string[], nodes: (Element | Text | null)[] }} Shown */

/** @type {WeakMap<Element, Shown>} */
const drawings = new WeakMap();

const TAG = /^<([a-zA-Z]+)/;
const ATTRIBUTES = /([\w:-]+)="([^"]*)"/g;
/** @type {Record<string, string>} */
const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Text as the parser would read it. @param {string} text */
const decoded = (text) => (text.includes('&') ? text.replace(/&(\w+);/g, (all, name) => ENTITIES[name] ?? all) : text);

/** The core writes one element a line. @param {Element} host @param {string} svg */
export function place(host, svg) {
  const lines = svg.split('\n');
  const shown = drawings.get(host);
  if (shown && shown.lines.length === lines.length && lines.every((line, k) => alike(shown.lines[k] ?? '', line))) {
    lines.forEach((line, k) => line === shown.lines[k] || change(shown.nodes[k] ?? null, line));
    shown.lines = lines;
    return;
  }
  const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  host.replaceChildren(root);
  drawings.set(host, { lines, nodes: nodesOf(root, lines) });
}

/** Whether a line can become another by its values alone. @param {string} before @param {string} after */
function alike(before, after) {
  if (before === after) return true;
  const [tag, other] = [TAG.exec(before)?.[1], TAG.exec(after)?.[1]];
  if (tag !== other || before.startsWith('</') || after.startsWith('</')) return false;
  return !tag || names(before) === names(after);
}

/** @param {string} line */
const names = (line) => [...line.matchAll(ATTRIBUTES)].map(([, name]) => name).join();

/** @param {Element | Text | null} node @param {string} line */
function change(node, line) {
  if (node instanceof Element) {
    for (const [, name = '', value = ''] of line.matchAll(ATTRIBUTES)) {
      const now = decoded(value);
      if (node.getAttribute(name) !== now) node.setAttribute(name, now);
    }
  } else if (node) node.data = `\n${decoded(line)}\n`;
}

/** The node of each line, in the order of the document. @param {Element} root @param {string[]} lines @returns {(Element | Text | null)[]} */
function nodesOf(root, lines) {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
  /** @type {Element | null} */
  let element = root;
  /** @type {Element | null} */
  let last = null;
  return lines.map((line) => {
    if (TAG.test(line)) {
      last = element;
      element = /** @type {Element | null} */ (walker.nextNode());
      return last;
    }
    const text = last?.firstChild;
    return line && !line.startsWith('<') && text instanceof Text ? text : null;
  });
}
