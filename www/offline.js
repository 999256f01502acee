// @ts-check
// The service worker: keeps the files of pages that were visited, for days without a network. Only in the site as it is put on a server.
//
// Where there is a network a page comes from it, so it is never older than the site. A page names its release, and what
// it is made of comes from that release or not at all. Its files are kept once it says what it loaded, each held to its
// digest in release.json: all of them, or none. The browser ends this script whenever it rests, so what has to outlast
// it is in the names of caches.

/** @typedef {{ release: string, files: Record<string, string> }} Manifest digests of the site's files, by path */
/** @typedef {Event & { waitUntil: (work: Promise<unknown>) => void }} Lasting */
/** @typedef {Event & { request: Request, clientId: string, resultingClientId: string, respondWith: (answer: Promise<Response>) => void }} Asked */
/** @typedef {Lasting & { data: unknown, source: { id: string } | null }} Told */
/** @typedef {{ get: (id: string) => Promise<{ type: string } | undefined>, claim: () => Promise<void> }} Clients */

const worker = /** @type {{ skipWaiting: () => Promise<void>, clients: Clients }} */ (/** @type {unknown} */ (self));
/** Where the site lies; its host may have others. */
const SITE = new URL('./', location.href);
/** What the names of caches begin with: one with the files of a release, one, empty, for an open page and its release. */
const RELEASE = `alvh ${SITE.pathname} release `;
const PAGE = `alvh ${SITE.pathname} page `;
const PATIENCE = 4000; // ms until a network that does not answer counts as none
const DIGEST = 8; // bytes of a digest that release.json gives

/** The releases of pages, as far as this run of the script has met them. @type {Map<string, string | null>} */
const met = new Map();

/** @param {string} name @param {(event: any) => void} listener */
const on = (name, listener) => addEventListener(name, listener);
on('install', (/** @type {Lasting} */ event) => event.waitUntil(worker.skipWaiting()));
on('activate', (/** @type {Lasting} */ event) => event.waitUntil(worker.clients.claim()));
on('fetch', (/** @type {Asked} */ event) => {
  const { method, url, mode } = event.request;
  if (method === 'GET' && url.startsWith(SITE.href)) event.respondWith(mode === 'navigate' ? page(event) : part(event));
});
on('message', (/** @type {Told} */ event) => {
  const { release, files } = /** @type {{ release?: unknown, files?: unknown }} */ (event.data ?? {});
  if (event.source && typeof release === 'string' && Array.isArray(files)) event.waitUntil(keep(event.source.id, release, files.map(String)));
});

/** An address without what is the page's own affair. @param {string} url */
const plain = (url) => url.replace(/[?#].*/s, '');

/** Digests are told by path; hosts leave out the end of a page's. @param {string} url @param {Manifest['files']} files */
function digestOf(url, files) {
  const path = decodeURI(plain(url).slice(SITE.href.length));
  return files[path] ?? files[`${path}.html`] ?? files[`${path}index.html`];
}

/** @param {string} client @returns {Promise<string | null>} */
async function releaseOf(client) {
  const already = met.get(client);
  if (already !== undefined) return already;
  const name = (await caches.keys()).find((name) => name.startsWith(`${PAGE}${client} `));
  const release = name?.slice(`${PAGE}${client} `.length) ?? null;
  met.set(client, release);
  return release;
}

/** @param {string} client @param {string} release */
async function remember(client, release) {
  met.set(client, release);
  await caches.open(`${PAGE}${client} ${release}`);
}

/** The releases there are files of. */
const releases = async () => (await caches.keys()).filter((name) => name.startsWith(RELEASE)).map((name) => name.slice(RELEASE.length));

/** A file of a release, if it is kept. @param {string} release @param {string} url */
const held = async (release, url) => (await caches.has(RELEASE + release) ? (await caches.open(RELEASE + release)).match(plain(url), { ignoreVary: true }) : undefined);

/** @template T @param {Promise<T>} answer @returns {Promise<T>} */
const soon = (answer) => Promise.race([answer, new Promise((_, reject) => setTimeout(reject, PATIENCE))]);

/** From the network, else as it was kept. @param {Asked} event */
async function page({ request, resultingClientId }) {
  const kept = (await Promise.all((await releases()).map(async (release) => ({ release, answer: await held(release, request.url) })))).find(({ answer }) => answer);
  const network = fetch(request, { cache: 'no-cache' });
  if (!kept?.answer) return network;
  const fresh = await soon(network).catch(() => null);
  if (!fresh || (fresh.ok && (await named(fresh)) === kept.release)) await remember(resultingClientId, kept.release);
  return fresh ?? kept.answer;
}

/** The release a page says it is of. @param {Response} answer */
const named = async (answer) => /<meta name="release" content="(\w+)">/.exec(await answer.clone().text())?.[1];

/** Of the page's release, as it was kept or as the network still has it. @param {Asked} event */
async function part({ request, clientId, resultingClientId }) {
  const release = await releaseOf(clientId);
  if (release === null) return fetch(request).catch(async (cause) => (await ofWorker(clientId, request.url)) ?? Promise.reject(cause));
  if (resultingClientId) await remember(resultingClientId, release);
  const kept = await held(release, request.url);
  if (kept) return kept;
  const [fresh, now] = await Promise.all([fetch(request, { cache: 'no-cache' }), manifest()]);
  const digest = digestOf(request.url, now.files);
  if (!digest) return fresh;
  if (now.release !== release || digest !== (await digested(fresh))) return Response.error();
  await (await caches.open(RELEASE + release)).put(plain(request.url), fresh.clone());
  return fresh;
}

/** A page's worker does not say whose it is; it is made of the same files. @param {string} client @param {string} url */
async function ofWorker(client, url) {
  if ((await worker.clients.get(client))?.type !== 'worker') return undefined;
  const found = await Promise.all((await releases()).map((release) => held(release, url)));
  return found.find(Boolean);
}

/** @param {Response | null | undefined} answer */
const isPage = (answer) => (answer?.headers.get('content-type') ?? '').startsWith('text/html');

/** @returns {Promise<Manifest>} */
const manifest = async () => (await fetch(new URL('release.json', SITE), { cache: 'no-cache' })).json();

/** The beginning of a file's SHA-256: nothing here is secret, files only have to be told apart. @param {Response} answer */
async function digested(answer) {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', await answer.clone().arrayBuffer()));
  return [...bytes.slice(0, DIGEST)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A file with this digest, wherever it is nearest; null where there is none. @param {string} url @param {string} digest */
async function whole(url, digest) {
  for (const release of await releases()) {
    const kept = await held(release, url);
    if (kept && (await digested(kept)) === digest) return kept;
  }
  for (const cache of /** @type {RequestCache[]} */ (['default', 'reload'])) {
    const fresh = await fetch(url, { cache });
    if (fresh.ok && (await digested(fresh)) === digest) return fresh;
  }
  return null;
}

/** Keeps what a page is made of, in place of what it was made of before. @param {string} client @param {string} release @param {string[]} urls */
async function keep(client, release, urls) {
  const now = await manifest();
  if (now.release !== release) return;
  const files = await Promise.all(
    [...new Set(urls.map(plain))].flatMap((url) => {
      const digest = url.startsWith(SITE.href) && digestOf(url, now.files);
      return digest ? [whole(url, digest).then((answer) => ({ url, answer }))] : [];
    }),
  );
  if (files.some(({ answer }) => !answer)) return;
  const cache = await caches.open(RELEASE + release);
  const [pages, parts] = [true, false].map((wanted) => files.filter(({ answer }) => isPage(answer) === wanted));
  // A page last: it is there once all its parts are.
  for (const { url, answer } of [...(parts ?? []), ...(pages ?? [])]) if (answer) await cache.put(url, answer);
  await remember(client, release);
  for (const other of await releases()) if (other !== release) await Promise.all((pages ?? []).map(async ({ url }) => (await caches.open(RELEASE + other)).delete(url)));
  await sweep();
}

/** Forgets pages that were closed, and releases of which no page is kept or open. */
async function sweep() {
  const open = new Set();
  for (const name of (await caches.keys()).filter((name) => name.startsWith(PAGE))) {
    const [client = '', release] = name.slice(PAGE.length).split(' ');
    // One that is only just coming is not yet to be found.
    if (met.has(client) || (await worker.clients.get(client))) open.add(release);
    else await caches.delete(name);
  }
  for (const release of await releases()) {
    const cache = await caches.open(RELEASE + release);
    const files = await Promise.all((await cache.keys()).map((request) => cache.match(request)));
    if (!open.has(release) && !files.some(isPage)) await caches.delete(RELEASE + release);
  }
}
