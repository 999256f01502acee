// Who knows whom in www/: parts do not know each other, one file knows them all, one the package.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { ROOT } from './root.js';

/** The files that may import parts: where a page begins, and where what is fetched later does. */
const ENTRIES = new Set(['app.js', 'element.js', 'study.js', 'series-worker.js', 'evidence-worker.js']);

/** What every part may use, each of these only those after it. */
const TOOLS = ['panel.js', 'popup.js', 'data-slot.js', 'control.js', 'format.js', 'evidence-work.js', 'file-text.js'];

/** The one file that loads the package. */
const ENGINE = 'engine.js';

const www = join(ROOT, 'www');
const files = existsSync(www) ? readdirSync(www).filter((name) => name.endsWith('.js')) : [];

/**
 * What a script imports, comments (and with them the types) aside.
 *
 * @param {string} script
 */
function imports(script) {
    const code = script.replace(/\/\*[^]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
    const forms = [/\b(?:import|export)\b[^'"`;()]*?\bfrom\s*['"]([^'"]+)['"]/g, /\bimport\s*['"]([^'"]+)['"]/g, /\bimport\s*\(\s*['"`]([^'"`]+)/g];
    return forms.flatMap((form) => [...code.matchAll(form)].map((match) => match[1]));
}

test('imports are found, types are not', () => {
    const script = `
        import { a } from './a.js'; // import './not.js'
        import './b.js';
        export { c } from "./c.js";
        const d = await import('./d.js');
        /** @type {import('./types.js').T} */
        /** @import { T } from './types.js' */
        import {
            e,
        } from './e.js';
    `;
    assert.deepEqual(imports(script).sort(), ['./a.js', './b.js', './c.js', './d.js', './e.js']);
});

describe('www', { skip: files.length === 0 ? 'there is no page yet' : false }, () => {
    for (const name of files) {
        test(name, () => {
            for (const target of imports(readFileSync(join(www, name), 'utf8'))) {
                assert.match(target, /^\.\//, `${name} imports ${target}, which is not the site's own`);
                assert.ok(existsSync(join(www, target)), `${name} imports ${target}, which does not exist`);
                if (target.startsWith('./pkg/')) assert.equal(name, ENGINE, `only ${ENGINE} imports the package`);
                else if (!ENTRIES.has(name)) {
                    const tool = TOOLS.indexOf(target.slice(2));
                    assert.ok(tool > TOOLS.indexOf(name), `${name} imports ${target}: parts know nothing of each other`);
                }
            }
        });
    }
});
