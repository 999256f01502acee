// @ts-check
// Pages of other people, as tests need them: one that frames the page, one in a sandbox, one that holds the element.

/** A host that keeps what it hears; the frame's address stands in its own. */
const FRAMING = '<!doctype html><title>host</title><link rel="icon" href="data:,"><script src="host.js"></script><script src="hostile.js"></script><body></body>';
const FRAMING_SCRIPT = `
  window.heard = [];
  const frame = document.createElement('iframe');
  addEventListener('message', (event) => window.heard.push({ data: event.data, origin: event.origin, mine: event.source === frame.contentWindow }));
  addEventListener('DOMContentLoaded', () => {
    frame.width = 700;
    frame.height = 150;
    frame.src = decodeURIComponent(location.search.slice(1)) + location.hash;
    document.body.append(frame);
  });
  window.say = (message) => frame.contentWindow.postMessage(message, '*');`;
/** A frame beside the page's. */
const BESIDE = '<!doctype html><title>beside</title><script src="beside.js"></script>';
const BESIDE_SCRIPT = `
  parent[0].postMessage({ type: 'alvh:set', link: decodeURIComponent(location.search.slice(1)) }, '*');
  parent[0].postMessage({ type: 'alvh:get' }, '*');
  addEventListener('message', (event) => parent.heard.push({ data: event.data, origin: 'beside', mine: false }));
  setTimeout(() => { window.said = true; }, 300);`;

/** A host in a sandbox, without an origin, as is all in it; it passes on what it and the page say. */
const NOBODY = '<!doctype html><title>nobody</title><body><script src="nobody.js"></script></body>';
const NOBODY_SCRIPT = `
  const frame = document.createElement('iframe');
  frame.src = decodeURIComponent(location.search.slice(1)) + location.hash;
  addEventListener('message', ({ source, data, origin }) => {
    if (source === parent) frame.contentWindow.postMessage(data, '*');
    else if (typeof data === 'object' && source === frame.contentWindow) parent.postMessage({ ...data, seen: origin, own: self.origin }, '*');
  });
  document.body.append(frame);`;

/** All that is no message to the page, or none it takes. */
const HOSTILE_SCRIPT = `
  window.hostile = (link) => {
    const circle = { type: 'alvh:set', link: {} };
    circle.link.link = circle;
    return [
      null, undefined, 0, NaN, true, '', 'alvh:get', JSON.stringify({ type: 'alvh:get' }), [], ['alvh:get'], {}, { type: null }, { type: ['alvh:get'] },
      { type: 'alvh:Get' }, { type: 'get' }, { type: 'alvh:state', link }, { type: 'alvh:height', height: 1e9 }, { type: 'alvh:set' }, { type: 'alvh:set', link: null },
      { type: 'alvh:set', link: [link] }, { type: 'alvh:set', link: { toString: 'v=1' } }, { type: 'alvh:set', link: new Date() }, { type: 'alvh:set', link: 7 }, circle,
      { type: 'alvh:theme' }, { type: 'alvh:theme', theme: 'light dark' }, { type: 'alvh:theme', theme: '"><script>alert(1)</script>' }, { type: 'alvh:theme', theme: ['dark'] },
      { type: '__proto__' }, JSON.parse('{"__proto__":{"type":"alvh:get"}}'), new Map([['type', 'alvh:get']]), new Error('alvh:get'), new ArrayBuffer(8), 1n,
      { type: 'alvh:set', link: 'x'.repeat(5_000_000) }, { type: 'x'.repeat(5_000_000) },
    ];
  };`;

/** The pages that frame the page, by address. @type {Record<string, string>} */
export const FRAMES = { '/host.html': FRAMING, '/host.js': FRAMING_SCRIPT, '/hostile.js': HOSTILE_SCRIPT, '/beside.html': BESIDE, '/beside.js': BESIDE_SCRIPT, '/nobody.html': NOBODY, '/nobody.js': NOBODY_SCRIPT };

/** Keeps every event, with what could be seen of the element just then. */
const LISTEN = `
  window.told = [];
  for (const type of ['alvh-ready', 'alvh-change', 'alvh-error']) {
    document.addEventListener(type, (event) => {
      const root = event.target.shadowRoot;
      window.told.push({ type, detail: event.detail, composed: event.composed, drawn: Boolean(root && root.querySelector('svg, iframe')), mode: root && root.mode });
    });
  }
  window.addEventListener('DOMContentLoaded', () => {
    const query = new URLSearchParams(location.search);
    const count = Number(query.get('count') ?? 1);
    for (let at = 0; at < count; at += 1) {
      const element = document.createElement('alvh-calculator');
      for (const name of ['link', 'view', 'chart', 'theme', 'lock', 'loading']) if (query.has(name)) element.setAttribute(name, query.get(name));
      const words = document.createElement('p');
      words.textContent = 'Without a calculator: see the table.';
      element.append(words);
      document.body.append(element);
    }
  });`;
/** A page that holds as many of the element as its query asks for, each with its attributes. */
export const HOLDING = '<!doctype html><title>host</title><link rel="icon" href="/icon.svg"><script src="/listen.js"></script><script type="module" src="/element.js"></script><body></body>';
/** The page that holds the element, by address. @type {Record<string, string>} */
export const ELEMENTS = { '/holds.html': HOLDING, '/listen.js': LISTEN };
