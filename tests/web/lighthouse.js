// @ts-check
// What Lighthouse says of the site, and how long a first visit takes on a slow phone: written down with date and commit.
// Run by `cargo xtask lighthouse`, which says where Lighthouse lies; it is no part of the tests.
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { alvh } from './alvh.js';
import { launch } from './browser.js';
import { ROOT } from './root.js';

const SITE = process.env.ALVH_SITE ?? join(ROOT, 'dist');
const FOLDER = process.env.ALVH_LIGHTHOUSE ?? '';
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];
const PAGES = ['', `presets/${alvh.presets()[0]?.id}.html`, 'article.html', 'embed.html'];
/** As the developer tools' "Fast 3G": ms, and bytes a second. */
const FAST_3G = { offline: false, latency: 562.5, downloadThroughput: (1.6e6 / 8) * 0.9, uploadThroughput: (750e3 / 8) * 0.9 };
const SLOWER = 4;
const RUNS = 3;
/** What a first visit may take there. */
const GOALS = { paint: 1500, answer: 4000, bytes: 200_000 };

/** @typedef {{ score: number | null, title: string, scoreDisplayMode: string, displayValue?: string }} Audit */
/** @typedef {{ lighthouseVersion: string, categories: Record<string, { score: number, auditRefs: { id: string, weight: number }[] }>, audits: Record<string, Audit> }} Told */
/** @type {{ default: (url: string, flags: object) => Promise<{ lhr: Told }> }} */
const { default: lighthouse } = await import(pathToFileURL(join(FOLDER, 'core/index.js')).href);

/** A certificate of nobody's, since browsers speak HTTP/2 over TLS alone. */
async function certificate() {
    const folder = await mkdtemp(join(tmpdir(), 'alvh-certificate-'));
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=127.0.0.1', '-keyout', key, '-out', cert], { stdio: 'ignore' });
    const read = { key: await readFile(key), cert: await readFile(cert) };
    await rm(folder, { recursive: true });
    return read;
}
const HOST = { folder: SITE, as: await certificate(), args: ['--ignore-certificate-errors'] };

/** @param {number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** Audits that keep a category from its 100. @param {Told} told @param {string} category */
const lacking = ({ categories, audits }, category) =>
    (categories[category]?.auditRefs ?? []).flatMap(({ id, weight }) => {
        const audit = audits[id];
        return weight > 0 && audit && audit.score !== null && audit.score < 1 ? [`${id} (${[audit.title, audit.displayValue].filter(Boolean).join(': ')})`] : [];
    });

/** A first visit: the first paint, the first answer, all that came. */
async function visit() {
    const browser = await launch(HOST);
    try {
        const context = await browser.chromium.createBrowserContext();
        const page = await context.newPage();
        const session = await page.createCDPSession();
        await page.setViewport({ width: 390, height: 844, isMobile: true, hasTouch: true });
        await session.send('Network.enable');
        await session.send('Network.emulateNetworkConditions', FAST_3G);
        await page.emulateCPUThrottling(SLOWER);
        let bytes = 0;
        session.on('Network.loadingFinished', ({ encodedDataLength }) => void (bytes += encodedDataLength));
        await page.evaluateOnNewDocument(() => {
            const watch = new MutationObserver(() => {
                if (document.documentElement?.dataset['state'] !== 'ready') return;
                watch.disconnect();
                requestAnimationFrame(() => setTimeout(() => Object.assign(window, { answered: performance.now() })));
            });
            watch.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-state'] });
        });
        await page.goto(browser.origin, { waitUntil: 'load', timeout: 120_000 });
        await page.waitForFunction(() => 'answered' in window, { timeout: 120_000 });
        const { paint, answer } = await page.evaluate(() => ({
            paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
            answer: Number(Reflect.get(window, 'answered')),
        }));
        return { paint, answer, bytes };
    } finally {
        await browser.close();
    }
}

/** @type {string[]} */
const lines = [];
let version = '';
const browser = await launch(HOST);
const port = Number(new URL(browser.chromium.wsEndpoint()).port);
for (const path of PAGES) {
    const { lhr } = await lighthouse(`${browser.origin}/${path}`, { port, output: 'json', logLevel: 'error', onlyCategories: CATEGORIES });
    version = lhr.lighthouseVersion;
    const scores = CATEGORIES.map((category) => Math.round((lhr.categories[category]?.score ?? NaN) * 100));
    const why = CATEGORIES.flatMap((category, at) => (scores[at] === 100 ? [] : lacking(lhr, category)));
    lines.push(`| \`${path || 'index.html'}\` | ${scores.join(' | ')} | ${why.join('; ') || '–'} |`);
    console.error(lines.at(-1));
}
const chromium = await browser.chromium.version();
await browser.close();
const visits = [];
for (let run = 0; run < RUNS; run += 1) visits.push(await visit());
const slow = { paint: median(visits.map(({ paint }) => paint)), answer: median(visits.map(({ answer }) => answer)), bytes: median(visits.map(({ bytes }) => bytes)) };
console.error(slow);

const git = (/** @type {string[]} */ ...words) => execFileSync('git', words, { cwd: ROOT, encoding: 'utf8' }).trim();
const text = `# Lighthouse

Written by \`cargo xtask lighthouse\`, never by hand. Lighthouse ${version}, its defaults (a phone, slow 4G), ${chromium},
on ${new Date().toISOString().slice(0, 10)} at commit ${git('rev-parse', '--short', 'HEAD')}. The site was served from the same machine, over HTTP/2 and compressed, as hosts do. It has
${availableParallelism()} processors, and ${loadavg()[0]?.toFixed(1)} programs wanted one meanwhile: more than there are make every time below longer than it is.

| page | performance | accessibility | best practices | SEO | what is short of 100 |
|---|--:|--:|--:|--:|---|
${lines.join('\n')}

A first visit to \`index.html\` on a cold cache, throttled to Fast 3G and a processor ${SLOWER} times slower, the median of ${RUNS}:

| | took | goal |
|---|--:|--:|
| first paint | ${(slow.paint / 1000).toFixed(2)} s | ${GOALS.paint / 1000} s |
| live answer | ${(slow.answer / 1000).toFixed(2)} s | ${GOALS.answer / 1000} s |
| transferred by then | ${Math.round(slow.bytes / 1000)} kB | ${GOALS.bytes / 1000} kB |
`;
const file = join(ROOT, 'docs/lighthouse.md');
const before = await readFile(file, 'utf8').catch(() => '');
if (text !== before) await writeFile(file, text);
console.log(text);
