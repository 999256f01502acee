// The other browser tests trust the harness to notice what goes wrong in a page: here it is shown to.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertClean, launch, painted, shown, type } from './browser.js';

// An icon is named, since browsers ask for /favicon.ico where a page names none.
const PAGE = '<!doctype html><title>t</title><link rel="icon" href="data:,">';

/** Pages with one fault each, and their scripts. */
const extra = {
    '/clean.html': `${PAGE}<input name="a"><b data-key="k.a" data-value="1.5"></b><b data-key="k.b" data-value=""></b>`,
    '/inline.html': `${PAGE}<script>window.ran = true</script>`,
    '/style.html': `${PAGE}<p style="color: red">`,
    '/abroad.html': `${PAGE}<img src="http://127.0.0.1:9/x.png">`,
    '/console.html': `${PAGE}<script src="/console.js"></script>`,
    '/console.js': 'console.error("a complaint")',
    '/throw.html': `${PAGE}<script src="/throw.js"></script>`,
    '/throw.js': 'setTimeout(() => { throw new Error("an accident") })',
    '/reject.html': `${PAGE}<script src="/reject.js"></script>`,
    '/reject.js': 'Promise.reject(new Error("a refusal"))',
    '/missing.html': `${PAGE}<script src="/absent.js"></script>`,
    '/eval.html': `${PAGE}<script src="/eval.js"></script>`,
    '/eval.js': 'try { eval("1") } catch {}',
    '/wasm.html': `${PAGE}<script type="module" src="/wasm.js"></script>`,
    '/wasm.js': 'await (await import("/pkg/alvh.js")).default(); document.title = "ran"',
};

describe('the harness', () => {
    /** @type {import('./browser.js').Browser} */
    let browser;
    before(async () => {
        browser = await launch({ extra });
    });
    after(() => browser?.close());

    test('a clean page is clean', async () => {
        const { page, seen } = await browser.openPage({ path: '/clean.html', hash: 'v=1', width: 390, dark: true });
        assert.equal(await page.evaluate(() => location.hash), '#v=1');
        assert.equal(await page.evaluate(() => innerWidth), 390);
        assert.ok(await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches));
        assert.equal(await shown(page, 'k.a'), 1.5);
        assert.equal(await shown(page, 'k.b'), null);
        await type(page, 'a', '12');
        await type(page, 'a', '3');
        assert.equal(await page.$eval('input', (input) => input.value), '3');
        await painted(page);
        assertClean(seen, browser.origin);
        await page.close();
    });

    test('wasm runs under the policy', async () => {
        const { page, seen } = await browser.openPage({ path: '/wasm.html' });
        await page.waitForFunction(() => document.title === 'ran');
        assertClean(seen, browser.origin);
        await page.close();
    });

    /** @type {[string, RegExp][]} */
    const faults = [
        ['inline', /policy: script-src/],
        ['style', /policy: style-src/],
        ['abroad', /abroad: |policy: img-src/],
        ['console', /console: a complaint/],
        ['throw', /uncaught: [^]*an accident/],
        ['reject', /uncaught: [^]*a refusal/],
        ['missing', /answer: 404/],
        ['eval', /policy: script-src/],
    ];
    for (const [name, fault] of faults) {
        test(`a fault is seen: ${name}`, async () => {
            const { page, seen } = await browser.openPage({ path: `/${name}.html` });
            await painted(page);
            // The page tells of violations in a message of its own.
            for (let tries = 0; tries < 50 && seen.errors.length === 0; tries += 1) await new Promise((resolve) => setTimeout(resolve, 20));
            assert.throws(() => assertClean(seen, browser.origin), fault);
            await page.close();
        });
    }

    test('pages keep nothing from one another', async () => {
        const first = await browser.openPage({ path: '/clean.html' });
        await first.page.evaluate(() => localStorage.setItem('a', '1'));
        const second = await browser.openPage({ path: '/clean.html' });
        assert.equal(await second.page.evaluate(() => localStorage.getItem('a')), null);
        await first.page.close();
        await second.page.close();
    });
});
