// @ts-check
// What the page fetches when somebody asks for more: the arithmetic of a number, the laws, the chart of time value, the
// systems. Every number is held against the package's second module in Node.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { alvh, difference, study } from './alvh.js';
import { painted, type } from './browser.js';
import { begin, click, close, end, eventually, figures as every, fragment, ready, resolve } from './page.js';
import { ROOT } from './root.js';

/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {import('./browser.js').Seen} Seen */
/** @typedef {import('../../www/pkg/study.js').Inputs} Inputs */

before(begin);
after(end);

/** Whether anything of the second module was asked for. @param {Seen} seen */
const fetched = ({ requests }) => requests.some((url) => /\/(pkg\/study|study\.)/.test(url));

/** @param {Partial<Inputs>} inputs */
function report(inputs) {
    const answer = study.evaluate(inputs);
    assert.ok(answer.ok, `refused: ${JSON.stringify(answer)}`);
    return answer.report;
}

/** @param {string} link */
const read = (link) => {
    const { inputs, problems } = study.fromLink(link);
    assert.deepEqual(problems, [], link);
    return inputs;
};

/** Every number on the page that names a figure of the report. @param {Page} page */
const figures = async (page) => (await every(page)).filter(({ key }) => !key.startsWith('signals.'));

/** Every number on the page is the one the second module has for these inputs. @param {Page} page @param {Partial<Inputs>} inputs */
async function assertShows(page, inputs) {
    const expected = report(inputs);
    await eventually(async () => {
        for (const { key, value, text, title } of await figures(page)) {
            const number = resolve(expected, key);
            assert.ok(number === null || typeof number === 'number', `${key} is not in the report: ${number}`);
            assert.equal(value, number === null ? '' : String(number), key);
            if (number === null) assert.ok(text === '–' && title !== '', `${key} has no answer and reads ${text} (${title})`);
        }
    });
    return expected;
}

/** The panel of the chosen system says what the package says: words, rows, every cell. @param {Page} page @param {Partial<Inputs>} inputs */
async function assertPanel(page, inputs) {
    const expected = (await assertShows(page, inputs)).system;
    assert.ok(expected, 'a system');
    const { panel } = expected;
    const seen = await page.evaluate(() => {
        const text = (/** @type {string} */ selector, from = /** @type {Element} */ (document.getElementById('system'))) => [...from.querySelectorAll(selector)].map((element) => element.textContent ?? '');
        return {
            visible: document.getElementById('system')?.checkVisibility() ?? false,
            question: text('.system-title')[0],
            answer: text('.system-words > p'),
            tables: [...document.querySelectorAll('#system .system-tables > section')].map((section) => ({
                title: text('h4', section)[0],
                keys: [...section.querySelectorAll('[data-key]')].map((element) => element.getAttribute('data-key')),
                rows: [...section.querySelectorAll('tbody tr')].map((row) => row.firstElementChild?.firstChild?.textContent ?? ''),
            })),
            lists: [...document.querySelectorAll('#system .system-lists > section')].map((section) => section.querySelectorAll('li').length),
            notes: text(':scope .notes > li'),
            groups: [...document.querySelectorAll('#system .system-group [name]')].map((control) => control.getAttribute('name')),
        };
    });
    assert.ok(seen.visible);
    assert.equal(seen.question, panel.question);
    assert.deepEqual(seen.answer, panel.answer.map((parts) => parts.map(({ text }) => text).join('')));
    assert.deepEqual(seen.tables.map(({ title }) => title), panel.tables.map(({ title }) => title));
    panel.tables.forEach(({ rows }, k) => {
        assert.deepEqual(seen.tables[k]?.rows, rows.map(({ title }) => title));
        assert.deepEqual(seen.tables[k]?.keys, rows.flatMap(({ cells }) => cells.flatMap((cell) => ('key' in cell ? [cell.key] : []))));
    });
    assert.deepEqual(seen.lists, panel.lists.map(({ items }) => items.length));
    assert.deepEqual(seen.notes, panel.notes);
    const own = study.fields().filter(({ group }) => panel.groups.includes(group)).map(({ key }) => key);
    assert.deepEqual([...seen.groups].sort(), own.sort(), 'its own fields and no others');
}

/** Waits until the link is that of these inputs. @param {Page} page @param {Partial<Inputs>} inputs */
const assertLinks = (page, inputs) => eventually(async () => assert.equal(await fragment(page), study.toLink(inputs)));

describe('the second module', () => {
    test('does all that the first does, to the last bit', () => {
        for (const name of Object.keys(alvh)) assert.ok(name in study, `${name} is missing`);
        for (const { link } of alvh.presets()) {
            assert.equal(difference(alvh.evaluate(alvh.fromLink(link).inputs), study.evaluate(study.fromLink(link).inputs)), null, link);
        }
        const more = study.presets().slice(alvh.presets().length);
        assert.deepEqual(study.presets().slice(0, alvh.presets().length), alvh.presets());
        assert.deepEqual(more, study.systems().flatMap(({ presets }) => presets));
    });

    test('refuses what it cannot use as the first does, with values instead of exceptions', () => {
        for (const wrong of [null, 1, 'text', { debtShare: 'much' }, { system: 'nothing' }]) {
            for (const call of [study.evaluate, study.arithmetic, study.checks]) {
                const answer = call(/** @type {any} */ (wrong));
                if (!answer.ok) assert.ok(answer.problems.length > 0 && answer.problems.every(({ message }) => /\.$/.test(message)));
                else assert.equal(wrong, null);
            }
        }
    });

    test('computes with everything on as quickly as a frame allows', () => {
        // No limit of time, which would depend on the machine: that every system comes to an answer on every preset.
        for (const { id } of study.systems()) {
            for (const { link } of study.presets()) assert.equal(report({ ...study.fromLink(link).inputs, system: /** @type {any} */ (id) }).system?.id, id);
        }
    });
});

describe('the list of systems', () => {
    test('is that of the package, its first examples and its questions', async () => {
        const opened = await ready();
        const links = await opened.page.$$eval('#systems > ul a', (all) => all.map((anchor) => [anchor.getAttribute('href'), anchor.textContent]));
        assert.deepEqual(links, study.systems().map(({ question, presets }) => [`#${presets[0]?.link}`, question]));
        await close(opened);
    });

    test('every format the core names is one the page writes', async () => {
        const declared = await readFile(join(ROOT, 'src/panel.d.ts'), 'utf8');
        const names = [.../export type Format = ([^;]*);/.exec(declared)?.[1]?.matchAll(/"(\w+)"/g) ?? []].map((match) => match[1]);
        assert.ok(names.length > 10);
        const opened = await ready();
        const plain = await opened.page.evaluate(async (names) => {
            const { shown } = await import(/** @type {any} */ ('/format.js'));
            return names.filter((name) => shown(1234.56789, name) === '1234.56789');
        }, names);
        assert.deepEqual(plain, []);
        await close(opened);
    });
});

describe('the arithmetic', () => {
    const LINKS = [
        '', 'v=1&layers=none&move=3&day=10', 'v=1&move=4&vixTo=30',
        'v=1&layers=4:vixFuture:30d,-1:vixMini:40d,1:spxPutSpread:30d:k6700:lo6600,1:vixCall:10d:k20:on25,2:vixCall:60d:k20:p2.5',
    ];
    for (const hash of LINKS) {
        test(`opens exactly the numbers that have a worksheet: ${hash || 'the example'}`, async () => {
            const opened = await ready({ hash });
            const answer = study.arithmetic(study.fromLink(hash).inputs);
            assert.ok(answer.ok);
            const told = new Set(answer.arithmetic.filter(({ value }) => value !== null).map(({ key }) => key));
            const numbers = await opened.page.evaluate(() =>
                [...document.querySelectorAll('main [data-key]')]
                    .filter((element) => !element.closest('a') && !element.matches('.ghost'))
                    .map((element) => ({ key: element.getAttribute('data-key') ?? '', opens: element instanceof HTMLButtonElement && !element.disabled })),
            );
            assert.ok(numbers.filter(({ opens }) => opens).length > 60);
            for (const { key, opens } of numbers) assert.equal(opens, told.has(key), `${key} ${opens ? 'opens to nothing' : 'does not open'}`);
            assert.equal(fetched(opened.seen), false, 'the second module is not fetched unasked');
            await close(opened);
        });
    }

    test('a number opens to its formula with the numbers of the page, and follows them', async () => {
        const opened = await ready();
        const { page, seen } = opened;
        const told = (/** @type {Partial<Inputs>} */ inputs, /** @type {string} */ key) => {
            const answer = study.arithmetic(inputs);
            return answer.ok ? answer.arithmetic.find((sheet) => sheet.key === key) : undefined;
        };
        const texts = () => page.$eval('.worksheet', (popup) => ({
            title: popup.querySelector('h2')?.textContent,
            formulas: [...popup.querySelectorAll('.formula')].map(({ textContent }) => textContent),
            terms: [...popup.querySelectorAll('.terms tr')].map((row) => [...row.children].map((cell, k) => (k === 2 ? cell.firstChild?.textContent : cell.textContent))),
        }));
        for (const key of ['hedge.share.upfront', 'combined.whatIf.offset', 'combined.breakEven.hedgeAtModel[0]', 'money.beta.fall', 'condor.margin']) {
            await click(page, `main button[data-key="${key}"]`);
            const sheet = told({}, key);
            assert.ok(sheet);
            await eventually(async () => assert.deepEqual(await texts(), {
                title: sheet.title,
                formulas: [sheet.formula, sheet.filled].filter(Boolean),
                terms: sheet.terms.map(({ symbol, value, name }) => [symbol, value, name]),
            }));
            await page.keyboard.press('Escape');
            assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('data-key')), key, 'the focus is back where it was');
            // The page brings the number with the focus into sight; nobody clicks elsewhere within these frames.
            await new Promise((resolve) => setTimeout(resolve, 150));
        }
        assert.ok(fetched(seen));
        await click(page, 'main button[data-key="hedge.share.upfront"]');
        await page.waitForSelector('.worksheet:popover-open');
        await page.$eval('[name="credit"]', (input) => {
            /** @type {HTMLInputElement} */ (input).value = '13.5';
            input.dispatchEvent(new Event('input', { bubbles: true }));
        });
        await eventually(async () => assert.deepEqual((await texts()).formulas[1], told({ credit: 13.5 }, 'hedge.share.upfront')?.filled));
        await close(opened);
    });

    test('by keyboard alone', async () => {
        const opened = await ready();
        const { page } = opened;
        await page.focus('#words button.how');
        await page.keyboard.press('Enter');
        await page.waitForSelector('.worksheet:popover-open .formula');
        assert.ok(await page.evaluate(() => document.activeElement?.closest('.worksheet') !== null), 'the focus is in the panel');
        await page.keyboard.press('Tab');
        await page.keyboard.press('Tab');
        assert.equal(await page.$('.worksheet:popover-open'), null, 'Tab walks out of it');
        await close(opened);
    });
});

describe('check these numbers', () => {
    test('every law holds on the example, shown with its numbers; another number asks for another check', async () => {
        const opened = await ready();
        const { page } = opened;
        await click(page, '#check');
        const answer = study.checks({});
        assert.ok(answer.ok && answer.checks.every(({ passed }) => passed));
        await eventually(async () => {
            assert.equal(await page.$eval('#checks .verdict', (verdict) => verdict.textContent), `All ${answer.checks.length} laws hold.`);
            assert.deepEqual(await page.$$eval('#checks tbody th', (heads) => heads.map((head) => head.firstChild?.textContent)), answer.checks.map(({ title }) => title));
        });
        await type(page, 'spx', '7000');
        await page.waitForFunction(() => /changed/.test(document.querySelector('#checks .verdict')?.textContent ?? ''));
        await type(page, 'spx', 'x');
        await click(page, '#check');
        await page.waitForFunction(() => /not valid/.test(document.querySelector('#checks .verdict')?.textContent ?? ''));
        await close(opened);
    });
});

describe('the chart of time value', () => {
    test('is fetched when it comes near and drawn as in Node, with its numbers in a table', async () => {
        const opened = await ready();
        const { page, seen } = opened;
        assert.equal(fetched(seen), false);
        await page.$eval('#decay-title', (title) => title.scrollIntoView());
        await page.waitForSelector('figure[data-chart="decay"] .drawing svg');
        const size = await page.$eval('figure[data-chart="decay"] .stage', (stage) => {
            const { width, height } = stage.getBoundingClientRect();
            return { width: Math.round(width), height: Math.round(height) };
        });
        const drawn = study.draw('decay', {}, { ...size, theme: 'light' });
        assert.ok(drawn.ok);
        await eventually(async () => assert.equal(await page.$eval('figure[data-chart="decay"] .drawing', (host) => host.querySelectorAll('*').length), [...drawn.svg.matchAll(/<[a-z]/g)].length));
        assert.equal(await page.$eval('figure[data-chart="decay"] .drawing', (host) => host.getAttribute('aria-label')), drawn.frame.summary);
        await page.$eval('figure[data-chart="decay"] details.data > summary', (summary) => /** @type {HTMLElement} */ (summary).click());
        await page.waitForSelector('figure[data-chart="decay"] details[open] tbody tr:nth-child(5)');
        assert.equal(await page.$$eval('figure[data-chart="decay"] thead th', (heads) => heads.length), drawn.frame.series.length + 1);
        await close(opened);
    });
});

describe('a system', () => {
    test('picked from the list, it keeps the reader’s numbers; closed, it leaves them', async () => {
        const opened = await ready();
        const { page } = opened;
        await type(page, 'credit', '13.5');
        await click(page, '#systems > ul a[href$="system=money"]');
        const inputs = { credit: 13.5, system: /** @type {const} */ ('money') };
        await page.waitForSelector('#system .system-title');
        await assertLinks(page, inputs);
        await assertPanel(page, inputs);
        assert.equal(await page.evaluate(() => document.activeElement?.textContent), report(inputs).system?.panel.question, 'the focus is on its question');
        await click(page, '#system .system-tools button');
        await assertLinks(page, { credit: 13.5 });
        assert.equal(await page.$eval('#system', (host) => host.checkVisibility()), false);
        await eventually(async () => assert.match((await page.evaluate(() => document.activeElement?.getAttribute('href'))) ?? '', /system=money/));
        await close(opened);
    });

    test('its fields change its answer and the link; another one takes only its own', async () => {
        const opened = await ready({ hash: 'v=1&system=sizing' });
        const { page } = opened;
        await assertPanel(page, { system: 'sizing' });
        const field = study.fields().find(({ group, options, whole, optional, advanced, default: value }) => group === 'sizing' && !options && whole && !optional && !advanced && value !== 1);
        assert.ok(field);
        const value = Number(field.default) + field.step;
        await type(page, field.key, String(value));
        const inputs = { system: /** @type {const} */ ('sizing'), [field.key]: value };
        await assertLinks(page, inputs);
        await assertPanel(page, inputs);
        await page.select('[name="system"]', 'calendar');
        await assertLinks(page, { system: 'calendar' });
        await assertPanel(page, { system: 'calendar' });
        await page.select('[name="system"]', 'sizing');
        await assertLinks(page, inputs);
        await page.click('#undo');
        await assertLinks(page, { system: 'calendar' });
        await page.click('#redo');
        await assertPanel(page, inputs);
        await close(opened);
    });

    for (const { id, presets } of study.systems()) {
        for (const preset of presets) {
            test(`${id}: “${preset.title}” opens fresh from its link, every number as in Node`, async () => {
                const opened = await ready({ hash: preset.link });
                await assertPanel(opened.page, read(preset.link));
                assert.equal(await fragment(opened.page), preset.link);
                await close(opened);
            });
        }
    }

    test('a value it cannot use is said at its field, and the last answer stays', async () => {
        const opened = await ready({ hash: 'v=1&system=money' });
        const { page } = opened;
        await page.select('[name="waccFrom"]', 'parts');
        await type(page, 'debtShare', '25');
        await assertLinks(page, { system: 'money', waccFrom: 'parts', debtShare: 25 });
        await page.keyboard.type('0');
        await page.waitForSelector('[name="debtShare"][aria-invalid="true"]');
        const wrong = study.evaluate({ system: 'money', waccFrom: 'parts', debtShare: 250 });
        assert.ok(!wrong.ok);
        assert.equal(await page.$eval('[data-field="debtShare"] .problem', (message) => message.textContent), wrong.problems[0]?.message);
        await assertShows(page, { system: 'money', waccFrom: 'parts', debtShare: 25 });
        await close(opened);
        const linked = await ready({ hash: 'v=1&system=money&debtShare=250' });
        await linked.page.waitForSelector('[name="debtShare"][aria-invalid="true"]');
        assert.ok(await linked.page.$eval('[name="debtShare"]', (input) => input.checkVisibility()), 'the field can be seen');
        await close(linked);
    });

    test('a key no module knows is named, and the rest is read', async () => {
        const opened = await ready({ hash: 'v=1&system=money&nonsense=1&spx=7000' });
        const { page } = opened;
        assert.match(await page.$eval('#status', (status) => status.textContent ?? ''), /nonsense/);
        await assertPanel(page, { system: 'money', spx: 7000 });
        await close(opened);
    });

    test('a changed fragment with keys of the second module is a new state', async () => {
        const opened = await ready();
        await opened.page.evaluate(() => (location.hash = '#v=1&system=calendar&asOf=2026-01-30'));
        await opened.page.waitForSelector('#system .system-title');
        await assertPanel(opened.page, read('v=1&system=calendar&asOf=2026-01-30'));
        await close(opened);
    });

    test('a date is filled in only when asked for', async () => {
        const opened = await ready({ hash: 'v=1&system=calendar' });
        const { page } = opened;
        const before = await page.$eval('[name="asOf"]', (input) => /** @type {HTMLInputElement} */ (input).value);
        assert.equal(before, study.defaults().asOf ?? '');
        await click(page, '[data-field="asOf"] button');
        await eventually(async () => assert.match(await fragment(page), /asOf=\d{4}-\d\d-\d\d/));
        await close(opened);
    });
});

test('sources: unfolded, they say where every default comes from', async () => {
    const opened = await ready();
    const { page } = opened;
    await click(page, '#sources > summary');
    const { tables } = study.sources();
    await page.waitForSelector('#sources table');
    assert.deepEqual(await page.$$eval('#sources h3', (heads) => heads.map(({ textContent }) => textContent)), tables.map(({ title }) => title));
    assert.equal(await page.$$eval('#sources tbody tr', (rows) => rows.length), tables.reduce((sum, { rows }) => sum + rows.length, 0));
    await close(opened);
});

describe('without the second module', () => {
    /** @param {Page} page */
    const without = async (page) => {
        await page.setRequestInterception(true);
        page.on('request', (request) => void (/\/pkg\/study/.test(request.url()) ? request.respond({ status: 404 }) : request.continue()));
    };
    const SENTENCE = /did not arrive/;

    test('each place says so in a sentence, and the page goes on', async () => {
        const { page } = await ready({}, without);
        await click(page, '#words button.how');
        await page.waitForFunction((source) => new RegExp(source).test(document.querySelector('.worksheet')?.textContent ?? ''), {}, SENTENCE.source);
        await page.keyboard.press('Escape');
        await click(page, '#check');
        await page.waitForFunction((source) => new RegExp(source).test(document.querySelector('#checks')?.textContent ?? ''), {}, SENTENCE.source);
        await click(page, '#systems > ul a');
        await page.waitForFunction((source) => new RegExp(source).test(document.querySelector('#system')?.textContent ?? ''), {}, SENTENCE.source);
        // The page may still be bringing the system's place into sight: whoever looks for the chart scrolls again.
        await eventually(async () => {
            await page.$eval('#decay-title', (title) => title.scrollIntoView());
            assert.match(await page.$eval('figure[data-chart="decay"]', (figure) => figure.textContent ?? ''), SENTENCE);
        });
        await type(page, 'spx', '7000');
        await assertShows(page, { spx: 7000 });
        await page.close();
    });

    test('a link that needs it opens what it can, and says that something is missing', async () => {
        const { page } = await ready({ hash: 'v=1&spx=7000&system=money&debtShare=20' }, without);
        assert.match(await page.$eval('#status', (status) => status.textContent ?? ''), SENTENCE);
        await assertShows(page, { spx: 7000 });
        await page.close();
    });

    test('once it can be had, asking again is enough', async () => {
        let missing = true;
        const opened = await ready({}, async (page) => {
            await page.setRequestInterception(true);
            page.on('request', (request) => void (missing && /study_bg\.wasm/.test(request.url()) ? request.respond({ status: 404 }) : request.continue()));
        });
        const { page } = opened;
        await click(page, '#check');
        await page.waitForFunction((source) => new RegExp(source).test(document.querySelector('#checks')?.textContent ?? ''), {}, SENTENCE.source);
        missing = false;
        await click(page, '#check');
        await page.waitForFunction(() => /laws hold/.test(document.querySelector('#checks .verdict')?.textContent ?? ''));
        await page.close();
    });
});

describe('accessibility and layout', () => {
    const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

    for (const { id, presets } of study.systems()) {
        test(`${id}: axe finds nothing, light and dark, and no width makes the page scroll sideways`, async () => {
            for (const [dark, width] of /** @type {[boolean, number][]} */ ([[false, 1280], [true, 390]])) {
                const { page } = await ready({ hash: presets[0]?.link ?? '', dark, width }, (page) => page.setBypassCSP(true));
                await page.evaluate(await axe);
                await page.evaluate(() => {
                    for (const details of document.querySelectorAll('#systems details')) /** @type {HTMLDetailsElement} */ (details).open = true;
                });
                await page.waitForSelector('#series-text');
                await painted(page);
                const found = await page.evaluate(async () => {
                    const { violations } = await /** @type {any} */ (window).axe.run('#systems', { resultTypes: ['violations'] });
                    return violations.map((/** @type {any} */ { id, nodes }) => `${id}: ${nodes.slice(0, 4).map((/** @type {any} */ { target, failureSummary }) => `${target} ${failureSummary}`).join(' | ')}`);
                });
                assert.deepEqual(found, [], `${dark ? 'dark' : 'light'}, ${width}`);
                for (const narrow of [width, 768, 320]) {
                    await page.setViewport({ width: narrow, height: 900 });
                    await painted(page);
                    const { over, wide } = await page.evaluate(() => ({
                        over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
                        wide: [...document.querySelectorAll('#systems *')]
                            .filter((element) => element.getBoundingClientRect().right > innerWidth + 1 && !element.closest('.scroll, .for-readers') && element.checkVisibility())
                            .map((element) => element.outerHTML.slice(0, 80)),
                    }));
                    assert.ok(over <= 0, `${narrow}: ${over} px too wide`);
                    assert.deepEqual(wide, [], `${narrow}`);
                }
                await page.close();
            }
        });
    }

    test('the worksheet and the laws: axe finds nothing, light and dark', async () => {
        for (const dark of [false, true]) {
            const { page } = await ready({ dark }, (page) => page.setBypassCSP(true));
            await page.evaluate(await axe);
            await click(page, '#check');
            await page.waitForSelector('#checks table');
            await click(page, '#words button.how');
            await page.waitForSelector('.worksheet:popover-open .formula');
            const found = await page.evaluate(async () => {
                const { violations } = await /** @type {any} */ (window).axe.run({ include: [['.worksheet'], ['#checks']] }, { resultTypes: ['violations'] });
                return violations.map((/** @type {any} */ { id, nodes }) => `${id}: ${nodes.map((/** @type {any} */ { target }) => target).join(' ')}`);
            });
            assert.deepEqual(found, []);
            await page.close();
        }
    });

    test('a system by keyboard alone: every control is reached, in order', async () => {
        const opened = await ready({ hash: 'v=1&system=money' });
        const { page } = opened;
        await page.focus('#system select[name="system"]');
        const { wanted } = await page.evaluate(() => ({
            wanted: [...document.querySelectorAll('#system :is(a[href], button, input, select, summary, [tabindex="0"])')]
                .filter((element) => element instanceof HTMLElement && element.checkVisibility() && element.tabIndex >= 0)
                .map((element) => element.getAttribute('name') ?? element.textContent ?? ''),
        }));
        const reached = [];
        for (let k = 0; k < wanted.length; k += 1) {
            reached.push(await page.evaluate(() => document.activeElement?.getAttribute('name') ?? document.activeElement?.textContent ?? ''));
            await page.keyboard.press('Tab');
        }
        assert.deepEqual(reached, wanted);
        await close(opened);
    });
});
