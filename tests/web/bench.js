// How fast it is: the calculation in wasm under Node, and the page in Chromium, against their goals.
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { alvh } from './alvh.js';
import { launch } from './browser.js';
import { ROOT } from './root.js';

/** @typedef {{ name: string, times: number[], goal: number | null }} Row Times and goal in milliseconds. */

/** How many events are measured in the page, after as many that only warm it up as a person might cause. */
const EVENTS = 100;
const WARM = 20;

/**
 * Times a function, once warm.
 *
 * @param {string} name
 * @param {number | null} goal
 * @param {(at: number) => unknown} work
 * @returns {Row}
 */
function time(name, goal, work) {
    for (let at = 0; at < 300; at += 1) work(at);
    const times = Array.from({ length: 2000 }, (_, at) => {
        const start = performance.now();
        work(at);
        return performance.now() - start;
    });
    return { name, times, goal };
}

/**
 * From an input event to the frame that shows the charts it changed: the work, without the wait for the screen's next
 * refresh, which begins when it will whatever a page does.
 *
 * @param {import('puppeteer-core').Page} page
 * @param {number} count
 * @returns {Promise<number[]>}
 */
const events = (page, count) =>
    page.evaluate(async (count) => {
        const field = document.querySelector('input[name="shortPut"]');
        const visible = [...document.querySelectorAll('figure[data-chart]')].filter((figure) => {
            const { top, bottom } = figure.getBoundingClientRect();
            return top < innerHeight && bottom > 0;
        });
        if (!(field instanceof HTMLInputElement)) throw new Error('no field shortPut');
        if (visible.length === 0) throw new Error('no chart in view');
        const base = Number(field.value);
        /** @type {number[]} */
        const times = [];
        for (let at = 0; at < count; at += 1) {
            let waiting = new Set(visible);
            const watcher = new MutationObserver((changes) => {
                waiting = new Set([...waiting].filter((figure) => !changes.some(({ target }) => figure.contains(target))));
            });
            for (const figure of visible) watcher.observe(figure, { childList: true, subtree: true, attributes: true });
            let waited = 0;
            const start = performance.now();
            requestAnimationFrame(() => (waited += performance.now()));
            field.value = String(base - 5 * ((at % 7) + 1));
            field.dispatchEvent(new InputEvent('input', { bubbles: true }));
            waited -= performance.now();
            // A frame is painted between its animation callbacks and the next message.
            do {
                await new Promise((resolve) => {
                    requestAnimationFrame(() => {
                        const channel = new MessageChannel();
                        channel.port1.onmessage = resolve;
                        channel.port2.postMessage(null);
                    });
                });
                if (performance.now() - start > 5000) throw new Error('the charts did not change');
            } while (waiting.size > 0);
            times.push(performance.now() - start - waited);
            watcher.disconnect();
            // Idle work (charts out of view, the link) belongs to no event.
            await new Promise((resolve) => setTimeout(resolve, 60));
        }
        field.value = String(base);
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
        return times;
    }, count);

/** How long a slider is dragged. */
const DRAG = 10_000; // ms

/**
 * Drags the first slider of the what-if by the mouse, to and fro, and times each of its input events until the frame that
 * shows it is painted. The browser hands them over as a frame begins, so no wait for the screen is in them.
 *
 * @param {import('puppeteer-core').Page} page
 * @returns {Promise<{ times: number[], long: number, shift: number }>} `long`: tasks over 50 ms; `shift`: the layout shift score
 */
async function drag(page) {
    const box = await page.$eval('#whatif input[type="range"]', (slider) => {
        slider.scrollIntoView({ block: 'start' });
        const { x, y, width, height } = slider.getBoundingClientRect();
        return { x, y: y + height / 2, width };
    });
    await page.evaluate(() => {
        const seen = { times: /** @type {number[]} */ ([]), long: 0, shift: 0 };
        Object.assign(window, { alvhDrag: seen });
        document.addEventListener(
            'input',
            ({ target }) => {
                if (!(target instanceof HTMLInputElement) || target.type !== 'range') return;
                const start = performance.now();
                requestAnimationFrame(() => {
                    const channel = new MessageChannel();
                    channel.port1.onmessage = () => seen.times.push(performance.now() - start);
                    channel.port2.postMessage(null);
                });
            },
            true,
        );
        new PerformanceObserver((list) => (seen.long += list.getEntries().length)).observe({ type: 'longtask' });
        new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) seen.shift += /** @type {any} */ (entry).value;
        }).observe({ type: 'layout-shift' });
    });
    const at = (/** @type {number} */ share) => box.x + box.width * share;
    await page.mouse.move(at(0.42), box.y);
    await page.mouse.down();
    const start = performance.now();
    for (let passed = 0; passed < DRAG; passed = performance.now() - start) {
        await page.mouse.move(at(0.42 + 0.3 * Math.sin(passed / 700)), box.y);
        await new Promise((resolve) => setTimeout(resolve, 8));
    }
    await page.mouse.up();
    return page.evaluate(() => /** @type {any} */ (window).alvhDrag);
}

/** @returns {Promise<Row[]>} */
async function dragged() {
    const browser = await launch({});
    try {
        const rows = [];
        for (const [slowdown, goal] of [[1, 16], [4, 50]]) {
            const { page, seen } = await browser.openPage();
            await page.waitForSelector('figure[data-chart] svg');
            await page.emulateCPUThrottling(slowdown);
            const { times, long, shift } = await drag(page);
            const name = `a slider dragged for ten seconds${slowdown === 1 ? '' : `, CPU slowed ${slowdown} times`}`;
            rows.push({ name: `${name} (${times.length} events, ${long} tasks over 50 ms, layout shift ${shift.toFixed(3)})`, times, goal });
            if (seen.errors.length > 0) throw new Error(seen.errors.join('\n'));
            await page.close();
        }
        return rows;
    } finally {
        await browser.close();
    }
}

/** @returns {Promise<Row[]>} */
async function page() {
    const browser = await launch({});
    try {
        const rows = [];
        const { page, seen } = await browser.openPage();
        await page.waitForSelector('[data-key="combined.whatIf.total"]');
        await page.waitForSelector('figure[data-chart] svg');
        await page.$eval('figure[data-chart]', (figure) => figure.scrollIntoView({ block: 'center' }));
        for (const [slowdown, goal] of [[1, 16], [4, 50]]) {
            await page.emulateCPUThrottling(slowdown);
            await events(page, WARM);
            const name = slowdown === 1 ? 'input event to painted charts' : `the same, CPU slowed ${slowdown} times`;
            rows.push({ name, times: await events(page, EVENTS), goal });
        }
        if (seen.errors.length > 0) throw new Error(seen.errors.join('\n'));
        return rows;
    } finally {
        await browser.close();
    }
}

/** @param {number[]} sorted @param {number} share */
const quantile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];

/** @param {Row[]} rows */
function print(rows) {
    /** @param {number} time */
    const ms = (time) => (time < 1 ? `${(time * 1000).toFixed(0)} µs` : `${time.toFixed(2)} ms`);
    const lines = rows.map(({ name, times, goal }) => {
        const sorted = [...times].sort((a, b) => a - b);
        const p95 = quantile(sorted, 0.95);
        const verdict = goal === null ? ['', ''] : [ms(goal), `${(p95 / goal).toFixed(2)}${p95 > goal ? ' (above)' : ''}`];
        return [name, ms(quantile(sorted, 0.5)), ms(p95), ...verdict];
    });
    const table = [['', 'median', 'p95', 'goal', 'p95 / goal'], ...lines];
    const widths = table[0].map((_, at) => Math.max(...table.map((line) => line[at].length)));
    console.log(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}`);
    for (const line of table) {
        console.log(line.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join('   '));
    }
}

if (!alvh.evaluate({}).ok) throw new Error('the default gives no report: there is nothing to measure');
const look = /** @type {const} */ ({ width: 720, height: 400, theme: 'light' });
const rows = [
    time('evaluate, the default, wasm in Node', 1, () => alvh.evaluate({})),
    time('evaluate, the index moved each time', 1, (at) => alvh.evaluate({ spx: 7138.8 + (at % 50) })),
    time('draw payoff', null, (at) => alvh.draw('payoff', { spx: 7138.8 + (at % 50) }, look)),
    time('draw offsets', null, (at) => alvh.draw('offsets', { spx: 7138.8 + (at % 50) }, look)),
    time('toLink and back', null, (at) => alvh.fromLink(alvh.toLink({ spx: 7138.8 + at }))),
];
if (existsSync(join(ROOT, 'www/index.html'))) rows.push(...(await page()), ...(await dragged()));
else console.log('not measured: the page, since there is no www/index.html');
print(rows);
