// @ts-check
// Has the page kept for days without a network: tells the service worker what the page was made of. Only in the site as it is put on a server, which adds it to its pages.

const SITE = new URL('./', import.meta.url).href;
const REST = 1500; // ms without another file, after which the page is done for now

/** This page, and frames of the site that elements in it hold. */
function windows() {
  const frames = [...document.querySelectorAll('alvh-calculator')].flatMap((element) => element.shadowRoot?.querySelector('iframe') ?? []);
  return /** @type {(typeof window)[]} */ ([window, ...frames.flatMap(({ contentWindow }) => contentWindow ?? [])]);
}

/** Addresses of the site's files the page is made of. */
function files() {
  const loaded = windows().flatMap(({ location, performance }) => [location.href, ...performance.getEntriesByType('resource').map(({ name }) => name)]);
  return [...new Set(loaded.map((url) => url.replace(/[?#].*/s, '')))].filter((url) => url.startsWith(SITE));
}

async function begin() {
  const release = document.querySelector('meta[name="release"]')?.getAttribute('content');
  const workers = navigator.serviceWorker;
  if (!release || !workers) return;
  await workers.register(new URL('offline.js', SITE));
  let told = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const tell = async () => {
    const now = files();
    if (now.length === told) return;
    told = now.length;
    (await workers.ready).active?.postMessage({ release, files: now });
  };
  /** @type {WeakSet<Performance>} */
  const watched = new WeakSet();
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(tell, REST);
    for (const view of windows()) {
      if (watched.has(view.performance)) continue;
      watched.add(view.performance);
      new view.PerformanceObserver(later).observe({ type: 'resource', buffered: true });
    }
  };
  later();
}

// Where that is refused, as in some private windows, the page works as any other.
const start = () => void begin().catch(() => {});
if (document.readyState === 'complete') start();
else addEventListener('load', start);
