// @ts-check
// The packages as others get them: packed, installed elsewhere, and used in Node, in a page, in a bundle; and the example of the crate.
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { alvh, study } from './alvh.js';
import { assertClean, launch } from './browser.js';
import { ROOT } from './root.js';

const run = promisify(execFile);
const PACKAGE = join(ROOT, 'www/pkg');
const TOOLS = join(ROOT, 'tests/web/node_modules');
const INPUTS = { spx: 7000, move: -4 };
/** What it must come to, wherever it runs. */
const TOTAL = (() => {
    const answer = alvh.evaluate(INPUTS);
    assert.ok(answer.ok);
    return answer.report.combined.whatIf.total;
})();

describe('the npm package', () => {
    /** A folder of somebody who installed it. @type {string} */
    let home;
    /** @type {{ files: { path: string }[], name: string, version: string }} */
    let packed;
    before(async () => {
        home = await mkdtemp(join(tmpdir(), 'alvh-package-'));
        const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
        const { stdout } = await run(npm, ['pack', '--json', '--pack-destination', home], { cwd: PACKAGE });
        [packed] = JSON.parse(stdout);
        await writeFile(join(home, 'package.json'), JSON.stringify({ name: 'home', private: true, type: 'module' }));
        await run(npm, ['install', '--offline', '--no-audit', '--no-fund', join(home, `${packed.name}-${packed.version}.tgz`)], { cwd: home });
    });
    after(() => rm(home, { recursive: true, force: true }));

    test('holds three modules, their types, and what says what they are; nothing else', () => {
        assert.deepEqual(packed.files.map(({ path }) => path).sort(), [
            'LICENSE-APACHE', 'LICENSE-MIT', 'README.md', 'alvh.d.ts', 'alvh.js', 'alvh_bg.wasm', 'evidence.d.ts', 'evidence.js', 'evidence_bg.wasm', 'package.json', 'study.d.ts', 'study.js', 'study_bg.wasm',
        ]);
    });

    test('every path it exports is there, and no other can be imported', async () => {
        const { exports } = JSON.parse(await readFile(join(PACKAGE, 'package.json'), 'utf8'));
        for (const target of Object.values(exports)) {
            for (const path of typeof target === 'string' ? [target] : Object.values(target)) assert.ok(packed.files.some((file) => `./${file.path}` === path), path);
        }
        await writeFile(join(home, 'inside.js'), "await import('alvh/study_bg.js').then(() => console.log('there'), ({ code }) => console.log(code));");
        assert.equal((await run(process.execPath, ['inside.js'], { cwd: home })).stdout.trim(), 'ERR_PACKAGE_PATH_NOT_EXPORTED');
    });

    test('its README tells of every function', async () => {
        const text = await readFile(join(home, 'node_modules/alvh/README.md'), 'utf8');
        const [, own = '', ...others] = text.split(/^\| (?:all of them|further in).*$/m);
        const told = (/** @type {string[]} */ ...tables) => tables.flatMap((table) => [...table.matchAll(/^\| `(\w+)\(/gm)].map(([, name]) => name)).sort();
        const there = async (/** @type {string} */ name) => Object.keys(await import(pathToFileURL(join(PACKAGE, `${name}.js`)).href)).filter((name) => !['default', 'initSync', 'start'].includes(name)).sort();
        assert.deepEqual(told(own), await there('alvh'));
        assert.deepEqual(others.map((table) => told(own, table)), [await there('study'), await there('evidence')]);
    });

    test('runs in Node, as its README says', async () => {
        const readme = await readFile(join(home, 'node_modules/alvh/README.md'), 'utf8');
        const [, example = ''] = /```js\n([^]*?)```/.exec(readme) ?? [];
        await writeFile(join(home, 'readme.js'), example);
        const { stdout } = await run(process.execPath, ['readme.js'], { cwd: home });
        const inputs = { spx: 7000, vix: 19, move: -4 };
        const answer = alvh.evaluate(inputs);
        assert.ok(answer.ok);
        assert.equal(Number(stdout.split('\n')[0]), answer.report.combined.whatIf.total);
        assert.match(stdout, /<svg /);

        await writeFile(join(home, 'study.js'), `import init, { evaluate, systems } from 'alvh/study';\nawait init();\nconst { report } = evaluate(${JSON.stringify(INPUTS)});\nconsole.log(systems().length, report.combined.whatIf.total);`);
        assert.equal((await run(process.execPath, ['study.js'], { cwd: home })).stdout.trim(), `${study.systems().length} ${TOTAL}`);
    });

    test('its types are found and say what comes back, by both ways of looking', async () => {
        await writeFile(join(home, 'use.ts'), `import init, { evaluate, type Report } from 'alvh';
import { systems, type System } from 'alvh/study';
await init();
const outcome = evaluate({ spx: 7000 });
export const total: number = outcome.ok ? outcome.report.combined.whatIf.total : 0;
export const report: Report | null = outcome.ok ? outcome.report : null;
export const all: System[] = systems();
// @ts-expect-error: text is no number
evaluate({ spx: '7000' });
`);
        for (const [module, resolution] of [['esnext', 'bundler'], ['nodenext', 'nodenext']]) {
            const { stdout } = await run(process.execPath, [join(TOOLS, 'typescript/bin/tsc'), '--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2022,dom', '--types', '', '--module', String(module), '--moduleResolution', String(resolution), 'use.ts'], { cwd: home }).catch((error) => error);
            assert.equal(stdout, '', resolution);
        }
    });

    /** @param {string} folder @param {string} path */
    async function shows(folder, path) {
        const browser = await launch({ folder });
        try {
            const { page, seen } = await browser.openPage({ path });
            await page.waitForFunction(() => document.title !== '');
            assert.equal(Number(await page.title()), TOTAL);
            assertClean(seen, browser.origin);
        } finally {
            await browser.close();
        }
    }
    const page = (/** @type {string} */ script) => `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module" src="${script}"></script>`;
    const main = (/** @type {string} */ from) => `import init, { evaluate } from '${from}';\nawait init();\nconst outcome = evaluate(${JSON.stringify(INPUTS)});\ndocument.title = String(outcome.ok && outcome.report.combined.whatIf.total);\n`;

    test('runs in a plain page, under a strict policy', async () => {
        const folder = join(home, 'plain');
        await mkdir(folder);
        await cp(join(home, 'node_modules/alvh'), join(folder, 'alvh'), { recursive: true });
        await writeFile(join(folder, 'index.html'), page('./main.js'));
        await writeFile(join(folder, 'main.js'), main('./alvh/alvh.js'));
        await shows(folder, '/');
    });

    test('runs in a bundle that Vite makes, under a strict policy, with nothing of Node in it', async (context) => {
        const vite = await import('vite').catch(() => null);
        if (!vite) return context.skip('Vite is not installed: npm ci in tests/web');
        await writeFile(join(home, 'index.html'), page('./main.js'));
        await writeFile(join(home, 'main.js'), main('alvh'));
        /** @type {string[]} */
        const said = [];
        const logger = vite.createLogger('warn');
        logger.warn = logger.error = (text) => void said.push(text);
        await vite.build({ root: home, base: './', configFile: false, logLevel: 'warn', customLogger: logger, build: { outDir: 'built', target: 'es2022' } });
        assert.deepEqual(said, []);
        const built = await readdir(join(home, 'built/assets'));
        assert.ok(built.some((name) => /^alvh_bg-.*\.wasm$/.test(name)), String(built));
        await shows(join(home, 'built'), '/');
    });
});

const example = process.env.ALVH_REPORT;
describe('the example of the crate', { skip: example === undefined ? 'ALVH_REPORT names no host program' : false }, () => {
    const tell = (/** @type {string[]} */ ...given) => spawnSync(String(example), given, { encoding: 'utf8' });

    test('prints the report of a link, and writes its charts', async () => {
        const folder = await mkdtemp(join(tmpdir(), 'alvh-charts-'));
        const link = alvh.toLink(INPUTS);
        const { status, stdout, stderr } = tell(link, folder);
        assert.deepEqual([status, stderr], [0, '']);
        const answer = study.evaluate(study.fromLink(link).inputs);
        assert.ok(answer.ok);
        for (const parts of answer.report.answer) assert.ok(stdout.includes(parts.map(({ text }) => text).join('')));
        for (const { title } of answer.report.scenarios) assert.ok(stdout.includes(`| ${title} | `), title);
        for (const theme of /** @type {const} */ (['light', 'dark'])) {
            const drawn = study.draw('payoff', study.fromLink(link).inputs, { width: 720, height: 400, theme });
            assert.ok(drawn.ok);
            assert.equal(await readFile(join(folder, `payoff-${theme}.svg`), 'utf8'), drawn.svg);
            assert.ok(stdout.includes(`![${drawn.frame.summary}](${join(folder, `payoff-${theme}.svg`)})`));
        }
        await rm(folder, { recursive: true });
    });

    test('says what is wrong with a link, and fails', () => {
        const { status, stdout, stderr } = tell('v=1&spx=x&credit=-5');
        assert.deepEqual([status, stdout], [1, '']);
        assert.match(stderr, /^spx: .+\.$/m);
        assert.match(stderr, /^credit: .+\.$/m);
    });
});
