// The package's functions under Node, where there is no page, against everything a caller may send.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { alvh, bytes, difference, fresh, unfit } from './alvh.js';
import { ROOT } from './root.js';

/** @typedef {import('../../www/pkg/alvh.js').Problem} Problem */
/** @typedef {import('../../www/pkg/alvh.js').Layer} Layer */

/** Sends anything at all, types or no types. @type {any} */
const any = alvh;

/** The problems of an answer that must be a refusal. @param {any} answer @returns {Problem[]} */
function problems(answer) {
    assert.equal(answer.ok, false, `accepted: ${JSON.stringify(answer).slice(0, 200)}`);
    assert.ok(Array.isArray(answer.problems) && answer.problems.length > 0, 'a refusal without a reason');
    for (const { field, message } of answer.problems) {
        assert.equal(typeof field, 'string');
        assert.match(message, /\S.*\S/, `an empty message at ${field}`);
        assert.doesNotMatch(message, /\[object|panicked|unwrap|JsValue/, `at ${field}`);
    }
    return answer.problems;
}

/** The fields of the problems. @param {any} answer */
const blamed = (answer) => problems(answer).map(({ field }) => field);

/** The report of an answer that must be one. @param {any} answer @returns {import('../../www/pkg/alvh.js').Report} */
function report(answer) {
    assert.equal(answer.ok, true, `refused: ${JSON.stringify(answer.problems)}`);
    assert.deepEqual(unfit(answer), [], 'the report holds what it may not');
    return answer.report;
}

/** Things that are no inputs, each by name. @type {Record<string, () => unknown>} */
const HOSTILE = {
    null: () => null,
    'a number': () => 5,
    NaN: () => NaN,
    'a text': () => 'x',
    'an empty text': () => '',
    true: () => true,
    'a list': () => [],
    'a list of numbers': () => [1, 2],
    'a symbol': () => Symbol('s'),
    'a bigint': () => 10n,
    'a typed array': () => new Float64Array(4),
    'a getter that throws': () => ({
        get spx() {
            throw new Error('no');
        },
    }),
    'a proxy that throws': () =>
        new Proxy(
            {},
            {
                get() {
                    throw new Error('no');
                },
                has() {
                    throw new Error('no');
                },
                ownKeys() {
                    throw new Error('no');
                },
                getPrototypeOf() {
                    throw new Error('no');
                },
            },
        ),
    'a revoked proxy': () => {
        const { proxy, revoke } = Proxy.revocable({}, {});
        revoke();
        return proxy;
    },
    'a circle': () => {
        /** @type {any} */
        const circle = { spx: 7000 };
        circle.circle = circle;
        circle.layers = [circle];
        return circle;
    },
    'a value that throws when it becomes a number': () => ({
        spx: {
            valueOf() {
                throw new Error('no');
            },
        },
    }),
    'a length that lies': () => ({ layers: { length: 1e9 } }),
    'a list with holes': () => ({ layers: new Array(3) }),
    'a list of nulls': () => ({ futures: [null], layers: [null] }),
    'a list that throws': () => ({
        layers: new Proxy([], {
            get() {
                throw new Error('no');
            },
        }),
    }),
    'an endless list': () => ({
        layers: {
            *[Symbol.iterator]() {
                for (;;) yield {};
            },
        },
    }),
    'a long list': () => ({ layers: new Array(100_000).fill({}) }),
    'a symbol for a key': () => ({ [Symbol('key')]: 1, spx: Symbol('value') }),
    'a lone surrogate': () => ({ '\ud800': '\udfff' }),
    'the prototype as a key': () => JSON.parse('{"__proto__": {"spx": 1}, "constructor": 1}'),
};

/** Objects without a key of their own, or none to be seen: like `{}`, or refused; either will do. @type {Record<string, () => unknown>} */
const ODD = {
    nothing: () => undefined,
    'a function': () => () => 1,
    'a class': () => class {},
    'a date': () => new Date(0),
    'a map': () => new Map([['spx', 1]]),
    'a promise': () => Promise.resolve({}),
    'a proxy that has everything': () => new Proxy({}, { get: () => ({}), has: () => true, ownKeys: () => ['spx', 'a'] }),
};

/** What is not a number where a number belongs. @type {unknown[]} */
const NO_NUMBERS = [null, '', ' ', '7138.8', 'abc', NaN, Infinity, -Infinity, true, {}, [], [1], 10n, Symbol('s'), () => 1];

describe('loading', () => {
    test('init() without an argument finds the wasm beside it', async () => {
        const again = await fresh();
        await again.default();
        assert.match(again.toLink({}), /^v=1/);
    });

    test('init() called twice at once loads once', async () => {
        const again = await fresh();
        const [a, b] = await Promise.all([again.default(), again.default()]);
        assert.equal(a, b);
    });

    test('init takes an address, bytes or a compiled module', async () => {
        const address = pathToFileURL(join(ROOT, 'www/pkg/alvh_bg.wasm'));
        const wasm = await bytes();
        for (const module_or_path of [address, address.href, wasm, new WebAssembly.Module(wasm)]) {
            const again = await fresh();
            await again.default({ module_or_path });
            assert.match(again.toLink({}), /^v=1/);
        }
    });

    test('initSync takes bytes or a compiled module', async () => {
        const wasm = await bytes();
        for (const module of [wasm, new WebAssembly.Module(wasm)]) {
            const again = await fresh();
            again.initSync({ module });
            assert.match(again.toLink({}), /^v=1/);
        }
    });

    test('a wasm that is not there is a rejection, and a later attempt succeeds', async () => {
        const again = await fresh();
        const module_or_path = pathToFileURL(join(ROOT, 'www/pkg/absent.wasm'));
        await assert.rejects(async () => again.default({ module_or_path }));
        await again.default();
        assert.match(again.toLink({}), /^v=1/);
    });
});

describe('the tables', () => {
    test('fields() describes each scalar of the inputs once', () => {
        const defaults = alvh.defaults();
        const scalars = Object.entries(defaults).filter(([, value]) => !Array.isArray(value));
        const fields = alvh.fields().filter(({ key }) => !key.includes('['));
        assert.deepEqual(fields.map(({ key }) => key).sort(), scalars.map(([key]) => key).sort());
        assert.deepEqual(unfit(fields), []);
        for (const field of fields) {
            const { key, label, unit, group, min, max, step, help, options } = field;
            for (const text of [label, group, help]) assert.match(text, /\S/, `${key} lacks a text`);
            assert.equal(typeof unit, 'string', key);
            const value = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (defaults))[key];
            assert.ok(Object.is(field.default, value), `${key}: two defaults, ${field.default} and ${value}`);
            if (options !== undefined) {
                assert.ok(options.includes(String(field.default)), `${key}: the default is no option`);
                continue;
            }
            assert.ok(min < max && step > 0, `${key}: ${min} to ${max} in steps of ${step}`);
            if (typeof field.default === 'number') {
                assert.ok(min <= field.default && field.default <= max, `${key}: the default lies out of range`);
            }
        }
    });

    test('defaults() is complete, and the published example', () => {
        const defaults = alvh.defaults();
        assert.deepEqual(unfit(defaults), []);
        const { spx, vix, longPut, shortPut, shortCall, longCall, credit, condorDte, condors, mark, response } = defaults;
        assert.deepEqual(
            { spx, vix, longPut, shortPut, shortCall, longCall, credit, condorDte, condors, mark, response },
            {
                spx: 7138.8,
                vix: 17.95,
                longPut: 6600,
                shortPut: 6650,
                shortCall: 7475,
                longCall: 7525,
                credit: 12.8,
                condorDte: 45,
                condors: 10,
                mark: null,
                response: 'kernel',
            },
        );
        assert.deepEqual(
            defaults.futures.map(({ dte, price }) => [dte, price]),
            [
                [30, 19],
                [110, 20.5],
                [220, 21.3],
            ],
        );
    });

    test('each preset opens without a problem and gives a report', () => {
        const presets = alvh.presets();
        assert.ok(presets.length >= 3);
        assert.equal(new Set(presets.map(({ id }) => id)).size, presets.length, 'two presets share an id');
        for (const { id, title, question, source, link } of presets) {
            for (const text of [id, title, question, source]) assert.match(text, /\S/);
            const read = alvh.fromLink(link);
            assert.deepEqual(read.problems, [], id);
            assert.equal(alvh.toLink(read.inputs), link, `${id}: its link is not how the link is written`);
            report(alvh.evaluate(read.inputs));
        }
    });

    test('what a table gives is the caller’s own', () => {
        const defaults = alvh.defaults();
        defaults.layers.length = 0;
        defaults.spx = -1;
        assert.ok(alvh.defaults().spx > 0 && alvh.defaults().layers.length > 0);
    });
});

describe('evaluate', () => {
    test('the defaults give a report of finite numbers', () => {
        const { condor, hedge, combined, layers } = report(alvh.evaluate({}));
        for (const value of [condor.maxProfit, condor.maxLoss, condor.margin, hedge.premium]) assert.ok(value > 0);
        assert.equal(layers.length, alvh.defaults().layers.length);
        assert.ok(combined.breakEven.unhedged.length > 0);
        for (const levels of Object.values(combined.breakEven)) {
            assert.deepEqual(levels, [...levels].sort((a, b) => a - b), 'break-evens ascend');
        }
    });

    test('the same inputs give the same report, to the last bit', () => {
        const first = alvh.evaluate({});
        for (const inputs of [alvh.defaults(), {}, { spx: undefined, layers: undefined, mark: null }]) {
            assert.equal(difference(alvh.evaluate(inputs), first), null);
        }
    });

    test('in every row hedge is the sum of layers and total that of condor and hedge, to the cent', () => {
        for (const { link } of alvh.presets()) {
            const { combined, scenarios } = report(alvh.evaluate(alvh.fromLink(link).inputs));
            for (const { condor, layers, hedge, total } of [combined.whatIf, ...scenarios]) {
                const sum = layers.reduce((a, b) => a + b, 0);
                assert.ok(Math.abs(sum - hedge) < 0.005, `${hedge} is not the sum ${sum}`);
                assert.ok(Math.abs(condor + hedge - total) < 0.005, `${total} is not ${condor} + ${hedge}`);
            }
        }
    });

    test('offset is the hedge over the condor’s loss, null when it does not lose', () => {
        const { combined, scenarios } = report(alvh.evaluate({}));
        for (const { condor, hedge, offset } of [combined.whatIf, ...scenarios]) {
            if (condor < 0) assert.ok(offset !== null && Math.abs(offset - hedge / -condor) < 1e-9 * (1 + Math.abs(offset)));
            else assert.equal(offset, null);
        }
    });

    test('a list replaces the default list', () => {
        const { layers, hedge } = report(alvh.evaluate({ layers: [] }));
        assert.deepEqual(layers, []);
        assert.equal(Math.abs(hedge.premium), 0);
    });

    test('null is allowed where the type says so, and only there', () => {
        report(alvh.evaluate({ mark: null, vixTo: null }));
        assert.deepEqual(blamed(any.evaluate({ spx: null })), ['spx']);
    });

    test('what is no number is a problem at its field', () => {
        for (const { key, options } of alvh.fields().filter(({ key }) => !key.includes('['))) {
            if (options !== undefined) continue;
            const nullable = key === 'mark' || key === 'vixTo';
            for (const value of NO_NUMBERS) {
                if (nullable && value === null) continue;
                assert.ok(blamed(any.evaluate({ [key]: value })).includes(key), `${key}: ${String(value)}`);
            }
        }
    });

    test('a choice that does not exist is a problem', () => {
        for (const value of ['', 'Kernel', 'kernel ', null, 0, {}, ['kernel']]) {
            assert.ok(blamed(any.evaluate({ response: value })).includes('response'), JSON.stringify(value));
        }
    });

    test('out of range is a problem at its field', () => {
        for (const { key, options, min, max } of alvh.fields().filter(({ key }) => !key.includes('['))) {
            if (options !== undefined) continue;
            for (const value of [min - 1, max + Math.max(1, Math.abs(max)), -1e300, 1e300]) {
                assert.ok(blamed(any.evaluate({ [key]: value })).includes(key), `${key}: ${value}`);
            }
        }
    });

    test('unknown keys are problems, in rows too', () => {
        assert.ok(blamed(any.evaluate({ spxx: 1 })).includes('spxx'));
        assert.ok(blamed(any.evaluate({ '': 1 })).length > 0);
        assert.ok(blamed(any.evaluate({ toString: 1 })).includes('toString'));
        const [layer] = alvh.defaults().layers;
        assert.ok(blamed(any.evaluate({ layers: [{ ...layer, strik: 1 }] })).includes('layers[0].strik'));
        assert.ok(blamed(any.evaluate({ futures: [{ dte: 30, price: 19, size: 1 }] })).includes('futures[0].size'));
    });

    test('contradictions are problems at the fields that make them', () => {
        /** @type {[any, RegExp][]} */
        const cases = [
            [{ longPut: 6700 }, /^(long|short)Put$/],
            [{ shortPut: 7475, shortCall: 6650 }, /^short(Put|Call)$/],
            [{ shortCall: 7600 }, /^(short|long)Call$/],
            [{ credit: 50.01 }, /^credit$/],
            [{ condorDte: -1 }, /^condorDte$/],
            [{ condors: 1e9 }, /^condors$/],
            [{ condors: 1.5 }, /^condors$/],
        ];
        for (const [inputs, field] of cases) {
            const fields = blamed(alvh.evaluate(inputs));
            assert.ok(fields.some((name) => field.test(name)), `${JSON.stringify(inputs)} blames ${fields}`);
        }
    });

    test('a layer that cannot be is a problem at its cell', () => {
        /** @type {[any, string][]} */
        const cases = [
            [{ instrument: 'vixCall', quantity: 1, dte: 30 }, 'layers[0].strike'],
            [{ instrument: 'vixCall', quantity: 1, dte: 30, strike: null }, 'layers[0].strike'],
            [{ instrument: 'vixCall', quantity: 1, dte: 30, strike: '25' }, 'layers[0].strike'],
            [{ instrument: 'vixCall', quantity: 1e9, dte: 30, strike: 25 }, 'layers[0].quantity'],
            [{ instrument: 'vixCall', quantity: 1.5, dte: 30, strike: 25 }, 'layers[0].quantity'],
            [{ instrument: 'vixCall', quantity: NaN, dte: 30, strike: 25 }, 'layers[0].quantity'],
            [{ instrument: 'vixCall', quantity: 1, dte: -1, strike: 25 }, 'layers[0].dte'],
            [{ instrument: 'vixCall', quantity: 1, strike: 25 }, 'layers[0].dte'],
            [{ instrument: 'vixPut', quantity: 1, dte: 30, strike: 25 }, 'layers[0].instrument'],
            [{ quantity: 1, dte: 30, strike: 25 }, 'layers[0].instrument'],
            [{ instrument: 'spxPutSpread', quantity: 1, dte: 30, strike: 6600 }, 'layers[0].lowerStrike'],
        ];
        for (const [layer, field] of cases) {
            const fields = blamed(alvh.evaluate({ layers: [layer] }));
            assert.ok(fields.includes(field), `${JSON.stringify(layer)} blames ${fields}`);
        }
        const upsideDown = { instrument: 'spxPutSpread', quantity: 1, dte: 30, strike: 6600, lowerStrike: 6700 };
        const fields = blamed(any.evaluate({ layers: [upsideDown] }));
        assert.ok(fields.some((name) => /^layers\[0\]\.(lowerS|s)trike$/.test(name)), String(fields));
    });

    test('the row that is wrong is the row that is named', () => {
        const layers = alvh.defaults().layers.map((layer) => ({ ...layer }));
        assert.ok(layers.length >= 2);
        layers[1].quantity = 0.5;
        assert.deepEqual(blamed(alvh.evaluate({ layers })), ['layers[1].quantity']);
        assert.ok(blamed(any.evaluate({ futures: [{ dte: 30, price: 19 }, { dte: 60 }] })).includes('futures[1].price'));
    });

    test('spot VIX alone prices no VIX option: the missing quote is named', () => {
        /** @type {Layer[]} */
        const layers = [{ instrument: 'vixCall', quantity: 4, dte: 30, strike: 25 }];
        const found = problems(alvh.evaluate({ futures: [], layers }));
        const named = found.filter(({ field, message }) => /^(futures|layers\[0\])/.test(field) && /future|quote/i.test(message));
        assert.ok(named.length > 0, JSON.stringify(found));
    });

    test('too long a list is one problem', () => {
        const [layer] = alvh.defaults().layers;
        assert.ok(blamed(alvh.evaluate({ layers: new Array(13).fill(layer) })).includes('layers'));
        const futures = Array.from({ length: 13 }, (_, at) => ({ dte: 30 + 30 * at, price: 20 }));
        assert.ok(blamed(alvh.evaluate({ futures })).includes('futures'));
    });

    test('all problems come at once', () => {
        const inputs = { spx: null, credit: '', condors: 1.5, vix: NaN, nonsense: 1, layers: [{ instrument: 'vixCall' }] };
        const fields = blamed(any.evaluate(inputs));
        for (const field of ['spx', 'credit', 'condors', 'vix', 'nonsense', 'layers[0].strike']) {
            assert.ok(fields.includes(field), `${field} is not among ${fields}`);
        }
    });
});

describe('no argument makes a function throw', () => {
    for (const [name, make] of Object.entries(HOSTILE)) {
        test(name, () => {
            problems(any.evaluate(make()));
            problems(any.draw('payoff', make(), { width: 600, height: 400, theme: 'light' }));
            problems(any.draw('payoff', {}, make()));
            problems(any.draw(make(), {}, { width: 600, height: 400, theme: 'light' }));
            assert.equal(typeof any.toLink(make()), 'string');
            const read = any.fromLink(make());
            assert.deepEqual(Object.keys(read.inputs).sort(), Object.keys(alvh.defaults()).sort());
            for (const value of Object.values(any.black76(make()))) assert.equal(value, null);
            assert.equal(any.impliedVol(make()).ok, false);
        });
    }

    for (const [name, make] of Object.entries(ODD)) {
        test(name, () => {
            const answer = any.evaluate(make());
            if (answer.ok) assert.equal(difference(answer, alvh.evaluate({})), null);
            else problems(answer);
            problems(any.draw('payoff', {}, make()));
            problems(any.draw(make(), {}, { width: 600, height: 400, theme: 'light' }));
            assert.equal(typeof any.toLink(make()), 'string');
            assert.equal(difference(any.fromLink(make()).inputs, alvh.defaults()), null);
            assert.equal(any.black76(make()).price, null);
            assert.equal(any.impliedVol(make()).ok, false);
        });
    }

    test('after all that it still answers', () => {
        report(alvh.evaluate({}));
    });
});

describe('links', () => {
    test('what is not changed is not written', () => {
        assert.equal(alvh.toLink({}), 'v=1');
        assert.equal(alvh.toLink(alvh.defaults()), 'v=1');
        assert.equal(alvh.toLink({ spx: undefined }), 'v=1');
        assert.equal(alvh.toLink({ spx: 7000 }), 'v=1&spx=7000');
    });

    test('numbers are written in the shortest form that reads back to the same double', () => {
        const numbers = [
            1e21, 1e22, 123456789012345680000, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, -0, 0, 0.1 + 0.2,
            1 / 3, 1e-7, 1e-6, 0.00001, 100000, 1000000, 4.35, -12.5, 9007199254740993, 2 ** -1074 * 3, 6650.000000000001,
        ];
        for (const number of numbers) {
            const link = alvh.toLink({ spx: number });
            const text = new URLSearchParams(link).get('spx') ?? '';
            assert.ok(Object.is(Number(text), number), `${number} is written ${text}`);
            assert.ok(text.length <= String(number).length || Object.is(number, -0), `${number} is written ${text}`);
            assert.match(text, /^-?[0-9.]+(e-?[0-9]+)?$/, 'a form that needs no escaping');
            const { inputs, problems } = alvh.fromLink(link);
            assert.ok(Object.is(inputs.spx, number), `${link} is read ${inputs.spx}`);
            assert.deepEqual(problems, [], link);
        }
    });

    test('lists, choices and absent values come back', () => {
        /** @type {any[]} */
        const cases = [
            { layers: [] },
            { futures: [] },
            { futures: [{ dte: 30.5, price: 19.05 }] },
            { mark: 3.5, vixTo: 28.5, response: 'sqrtTime' },
            {
                layers: [
                    { instrument: 'vixCall', quantity: -2, dte: 30, strike: 25, price: 1.05, entry: 0.9, activateAt: 22 },
                    { instrument: 'vixFuture', quantity: 1, dte: 37, beta: 0.5 },
                    { instrument: 'vixMini', quantity: 3, dte: 37 },
                    { instrument: 'spxPutSpread', quantity: 1, dte: 45, strike: 6600, lowerStrike: 6500 },
                ],
            },
        ];
        for (const inputs of cases) {
            const { inputs: read, problems } = alvh.fromLink(alvh.toLink(inputs));
            assert.deepEqual(problems, []);
            assert.equal(difference(read, { ...alvh.defaults(), ...inputs }), null, alvh.toLink(inputs));
        }
    });

    test('contradictory and extreme values are kept as written', () => {
        const inputs = { longPut: 9000, shortPut: 1, credit: -5, condors: 1e9, vix: 1e300 };
        const read = alvh.fromLink(alvh.toLink(inputs));
        assert.deepEqual(read.problems, []);
        assert.equal(difference(read.inputs, { ...alvh.defaults(), ...inputs }), null);
        problems(alvh.evaluate(read.inputs));
    });

    test('a number that cannot be read takes its default, with a problem', () => {
        const texts = ['7138,80', '0x10', '1e999', '-1e999', '<script>', 'NaN', 'Infinity', 'inf', '1_000', '', '%20', '7000%20', '1e', '--1', '1.2.3', 'null', '٣'];
        for (const text of texts) {
            const { inputs, problems } = alvh.fromLink(`v=1&spx=${text}&vix=20`);
            assert.equal(inputs.spx, alvh.defaults().spx, text);
            assert.equal(inputs.vix, 20, `${text}: the rest is read`);
            assert.ok(problems.some(({ field }) => field === 'spx'), `${text}: no problem at spx`);
        }
    });

    test('unknown keys and versions are problems only', () => {
        const unknown = alvh.fromLink('v=1&spy=7000&spx=7000');
        assert.deepEqual(unknown.problems.map(({ field }) => field), ['spy']);
        assert.equal(difference(unknown.inputs, { ...alvh.defaults(), spx: 7000 }), null);
        assert.ok(alvh.fromLink('v=999&spx=7000').problems.length > 0);
    });

    test('truncated anywhere, a link is still read', () => {
        const { layers } = alvh.defaults();
        const link = alvh.toLink({ spx: 7000.25, response: 'custom', layers: [...layers, { instrument: 'vixMini', quantity: 1, dte: 9 }] });
        for (let length = 0; length <= link.length; length += 1) {
            const { inputs } = alvh.fromLink(link.slice(0, length));
            assert.deepEqual(Object.keys(inputs).sort(), Object.keys(alvh.defaults()).sort());
            assert.deepEqual(unfit(JSON.parse(JSON.stringify(inputs))), []);
            alvh.evaluate(inputs);
        }
    });

    test('hostile texts are read without harm', () => {
        const texts = [
            '#', '?', '&', '=', '&&&===', '%', '%zz', '%ff%fe', 'v', 'v=', 'v=1&v=1', 'v=1&spx=1&spx=2', '\0', '\ud800', '__proto__=1',
            'v=1&layers=', 'v=1&layers=,,,', 'v=1&layers[0].strike=1', 'v=1&layers=<script>alert(1)</script>', 'javascript:alert(1)',
            '"><img src=x onerror=alert(1)>', 'v=1&futures=1', 'v=1&response=<b>', 'x'.repeat(1 << 20), 'spx='.repeat(1 << 18),
            `v=1&spx=${'9'.repeat(1 << 20)}`, '&'.repeat(1 << 20), `v=1&layers=${'1,'.repeat(1 << 19)}`, `v=1&spx=0.${'0'.repeat(1 << 20)}1`,
        ];
        for (const text of texts) {
            const start = performance.now();
            const { inputs, problems } = alvh.fromLink(text);
            const name = text.slice(0, 40);
            assert.deepEqual(Object.keys(inputs).sort(), Object.keys(alvh.defaults()).sort(), name);
            assert.deepEqual(unfit(JSON.parse(JSON.stringify(inputs))), [], name);
            for (const { field, message } of problems) assert.ok(field.length + message.length < 1000, `${name}: a huge problem`);
            assert.ok(problems.length < 1000, `${name}: ${problems.length} problems`);
            alvh.evaluate(inputs);
            assert.ok(performance.now() - start < 2000, `${name}: took too long`);
        }
    });
});

describe('one option', () => {
    const option = /** @type {const} */ ({ kind: 'put', forward: 20, strike: 20, years: 4 / 12, vol: 0.25, rate: 0.09 });

    test('a published value: Hull, example 16.6, a put on a future', () => {
        const { price } = alvh.black76(option);
        assert.ok(price !== null && Math.abs(price - 1.11664145656) < 1e-10, String(price));
    });

    test('parity, and every Greek is there', () => {
        const put = alvh.black76(option);
        const call = alvh.black76({ ...option, kind: 'call' });
        assert.deepEqual(Object.keys(put).sort(), ['charm', 'delta', 'gamma', 'price', 'rho', 'theta', 'vanna', 'vega', 'volga']);
        assert.deepEqual(unfit(put), []);
        assert.ok(Math.abs(Number(call.price) - Number(put.price)) < 1e-13, 'at the money both are worth the same');
        assert.ok(Math.abs(Number(call.delta) - Number(put.delta) - Math.exp(-0.03)) < 1e-13, 'deltas differ by the discount');
    });

    test('out of its domain every field is null', () => {
        for (const wrong of [{ forward: 0 }, { forward: -1 }, { strike: 0 }, { years: -1 }, { vol: -0.1 }, { vol: NaN }, { rate: Infinity }, { kind: 'straddle' }, { strike: '20' }]) {
            for (const value of Object.values(any.black76({ ...option, ...wrong }))) assert.equal(value, null, JSON.stringify(wrong));
        }
        assert.deepEqual(unfit(alvh.black76({ ...option, years: 0 })), [], 'at expiry');
        assert.deepEqual(unfit(alvh.black76({ ...option, vol: 0 })), [], 'without vol');
    });

    test('implied vol undoes the price', () => {
        for (const kind of /** @type {const} */ (['call', 'put'])) {
            for (const strike of [10, 18, 20, 22, 40]) {
                for (const vol of [0.05, 0.25, 0.9, 2]) {
                    for (const years of [1 / 365, 0.25, 2]) {
                        const { price, vega } = alvh.black76({ kind, forward: 20, strike, years, vol, rate: 0.04 });
                        // Where the price no longer depends on vol, no vol can be read from it.
                        if (price === null || vega === null || vega < 1e-3) continue;
                        const found = alvh.impliedVol({ kind, forward: 20, strike, years, price, rate: 0.04 });
                        const tolerance = 1e-12 + (1e-14 * Math.max(price, 1)) / vega;
                        assert.ok(found.ok && Math.abs(found.vol - vol) < tolerance * 10, `${kind} ${strike} ${vol} ${years}: ${JSON.stringify(found)}`);
                    }
                }
            }
        }
    });

    test('a price no vol explains is a problem', () => {
        const { kind, forward, strike, years, rate } = option;
        for (const price of [-1, 20, 1e9, NaN]) {
            const found = alvh.impliedVol({ kind, forward, strike, years, rate, price });
            assert.ok(!found.ok && /\S/.test(found.problem.message), String(price));
        }
    });
});

describe('draw', () => {
    const look = /** @type {const} */ ({ width: 640, height: 360, theme: 'light' });

    test('needs no page', () => {
        assert.equal(typeof globalThis.document, 'undefined');
        for (const chart of ['payoff', 'offsets']) {
            const drawing = alvh.draw(chart, {}, look);
            assert.ok(drawing.ok, JSON.stringify(drawing).slice(0, 300));
            assert.match(drawing.svg, /^<svg [^]*<\/svg>\s*$/);
            assert.doesNotMatch(drawing.svg, /NaN|\binf\b|undefined|<script|\son\w+=|\sstyle=/i);
            assert.deepEqual(unfit(drawing.frame), []);
            const { plot, x, y } = drawing.frame;
            assert.ok(plot.x >= 0 && plot.y >= 0 && plot.w > 0 && plot.h > 0, JSON.stringify(plot));
            assert.ok(plot.x + plot.w <= look.width && plot.y + plot.h <= look.height, JSON.stringify(plot));
            assert.ok(x[0] < x[1] && y[0] < y[1]);
        }
    });

    test('themes differ, sizes are kept', () => {
        const light = alvh.draw('payoff', {}, look);
        const dark = alvh.draw('payoff', {}, { ...look, theme: 'dark' });
        assert.ok(light.ok && dark.ok && light.svg !== dark.svg);
        assert.equal(difference(light.frame.plot, dark.frame.plot), null);
    });

    test('refuses what it cannot draw', () => {
        problems(alvh.draw('nonsense', {}, look));
        problems(alvh.draw('payoff', { spx: -1 }, look));
        for (const wrong of [{ width: 0 }, { width: -1 }, { width: NaN }, { width: 1e9 }, { height: Infinity }, { height: '360' }, { theme: 'sepia' }]) {
            problems(any.draw('payoff', {}, { ...look, ...wrong }));
        }
    });

    test('shows the part it is asked for, and answers what is none at its place', () => {
        const part = alvh.draw('payoff', {}, { ...look, x: [6600, 6700], y: [-1000, 1000] });
        assert.ok(part.ok, JSON.stringify(part).slice(0, 300));
        assert.deepEqual([part.frame.x, part.frame.y], [[6600, 6700], [-1000, 1000]]);
        const whole = alvh.draw('payoff', {}, look);
        assert.ok(whole.ok);
        assert.deepEqual(whole.frame.full, { x: whole.frame.x, y: whole.frame.y });
        assert.deepEqual(part.frame.full?.x, whole.frame.x);
        for (const all of [null, undefined]) assert.equal(difference(any.draw('payoff', {}, { ...look, x: all, y: all }), whole), null);
        for (const axis of ['x', 'y']) {
            for (const wrong of [7000, '6600,6700', [], [6600], [6600, 6700, 6800], ['6600', '6700'], [6600, null], [NaN, 6700], [6700, 6600], [6600, 6600], {}, [[6600, 6700]], true, () => 0]) {
                const refused = any.draw('payoff', {}, { ...look, [axis]: wrong });
                assert.ok(!refused.ok, JSON.stringify(wrong));
                assert.deepEqual(refused.problems.map((/** @type {{ field: string }} */ { field }) => field), [`look.${axis}`], JSON.stringify(wrong));
            }
        }
    });

    test('no size a page may have makes it fail', () => {
        for (const [width, height] of [[320, 200], [200, 120], [1.5 * 321.3, 240.7], [2560, 1440]]) {
            for (const { link } of alvh.presets()) {
                const drawing = alvh.draw('payoff', alvh.fromLink(link).inputs, { ...look, width, height });
                assert.ok(drawing.ok, `${width} x ${height}`);
            }
        }
    });
});
