// @ts-check
// What an embedded page tells the page around it, and what that may ask of it. Fetched where the page is embedded.

/**
 * What `view.js` keeps until this is here.
 * @typedef {object} Early
 * @property {string} src the page's address as it was asked for
 * @property {MessageEvent[] | null} early the messages so far
 */

/**
 * What can be asked of the page.
 * @typedef {object} Page
 * @property {() => string} link its state
 * @property {(link: string) => boolean | Promise<boolean>} set takes a state, or changes nothing and says no
 * @property {(theme: string) => void} theme
 */

/**
 * A message, once it is known to be one.
 * @typedef {{ set: string } | { theme: string } | { asker: Window, origin: string }} Wish
 */

const THEMES = ['light', 'dark', 'auto'];
const LONGEST = 20_000; // characters: the core reads no longer link
const MOST = 200; // wishes that wait
const WORK = 8; // ms spent on wishes before the page has its turn
const PAUSE = 16; // ms until the next

/** Tells the height whenever it changes, and answers from now on. @param {Page} page */
export function embed(page) {
  const frame = /** @type {Window & { alvhFrame?: Early }} */ (window).alvhFrame ?? { src: location.href, early: null };
  if (parent !== window) tellHeight(asked(frame.src));
  const wishes = new Wishes(page);
  for (const event of frame.early ?? []) wishes.hear(event);
  frame.early = null;
  addEventListener('message', (event) => wishes.hear(event));
}

/**
 * The address as the page around knows it. A browser that goes back, or loads again, brings what a reader typed since:
 * that is nobody's business.
 * @param {string} src
 */
function asked(src) {
  const [navigation] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType('navigation'));
  return navigation?.type === 'navigate' ? src : src.replace(/#.*/s, '');
}

/** In each form that publishing systems listen for. The height is no secret, so anybody's page may hear it. @param {string} src */
function tellHeight(src) {
  const root = document.documentElement;
  let told = 0;
  new ResizeObserver(() => {
    const height = Math.ceil(root.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    for (const message of [
      { type: 'alvh:height', height },
      { 'datawrapper-height': { alvh: height } },
      { sentinel: 'amp', type: 'embed-size', height },
      JSON.stringify({ src, context: 'iframe.resize', height }),
    ]) parent.postMessage(message, '*');
  }).observe(root);
}

/** @param {MessageEvent} event @returns {Wish | null} */
function wish({ data, source, origin }) {
  // Nobody but the page around has a say.
  if (source !== parent || typeof data !== 'object' || data === null) return null;
  const { type, link, theme } = /** @type {Record<string, unknown>} */ (data);
  if (type === 'alvh:get') return { asker: parent, origin: origin === 'null' ? '*' : origin };
  if (type === 'alvh:set' && typeof link === 'string' && link.length <= LONGEST) return { set: link };
  if (type === 'alvh:theme' && typeof theme === 'string' && THEMES.includes(theme)) return { theme };
  return null;
}

/** What was asked, in order, and no faster than the page can bear. */
class Wishes {
  /** @type {Wish[]} */
  #waiting = [];
  #busy = false;

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
  }

  /** @param {MessageEvent} event */
  hear(event) {
    const heard = wish(event);
    if (!heard) return;
    // Who asks faster than can be answered loses the oldest.
    if (this.#waiting.push(heard) > MOST) this.#waiting.shift();
    if (!this.#busy) this.#work();
  }

  async #work() {
    this.#busy = true;
    while (this.#waiting.length > 0) {
      const start = performance.now();
      while (this.#waiting.length > 0 && performance.now() - start < WORK) await this.#next();
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    this.#busy = false;
  }

  /** Of the states that came one after another the last good one counts: the others need no look. */
  async #next() {
    const waiting = this.#waiting;
    const [first] = waiting;
    if (!first) return;
    if ('asker' in first) {
      waiting.shift();
      first.asker.postMessage({ type: 'alvh:state', link: this.page.link() }, first.origin);
      return;
    }
    const asker = waiting.findIndex((one) => 'asker' in one);
    const run = waiting.splice(0, asker < 0 ? waiting.length : asker);
    const theme = run.flatMap((one) => ('theme' in one ? [one.theme] : [])).pop();
    if (theme) this.page.theme(theme);
    const states = run.filter((one) => 'set' in one);
    const last = states.pop();
    if (last && !(await this.page.set(last.set))) waiting.unshift(...states);
  }
}
