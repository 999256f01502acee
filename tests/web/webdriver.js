// @ts-check
// A client of the W3C's WebDriver protocol, as far as the tests need it: https://www.w3.org/TR/webdriver2/.

/** What an element is called in messages. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** Names of keys, and how they are written. @type {Record<string, string>} */
const KEYS = {
    Backspace: '\uE003', Tab: '\uE004', Enter: '\uE007', Shift: '\uE008', Control: '\uE009', Escape: '\uE00C', PageUp: '\uE00E', PageDown: '\uE00F',
    End: '\uE010', Home: '\uE011', ArrowLeft: '\uE012', ArrowUp: '\uE013', ArrowRight: '\uE014', ArrowDown: '\uE015', Delete: '\uE017',
};

/** @param {string} name */
const code = (name) => KEYS[name] ?? name;

/**
 * Starts a session: one window of a fresh profile.
 *
 * @param {string} server the driver's address
 * @param {object} capabilities
 */
export async function session(server, capabilities) {
    const { sessionId } = await call(server, 'POST', '/session', { capabilities: { alwaysMatch: capabilities } });
    const base = `${server}/session/${sessionId}`;
    const post = (/** @type {string} */ path, /** @type {object} */ body) => call(base, 'POST', path, body);
    return {
        goto: (/** @type {string} */ url) => post('/url', { url }),
        resize: (/** @type {number} */ width, /** @type {number} */ height) => post('/window/rect', { width, height }),
        /** Runs a function, given as text; what it promises is waited for. @param {string} work @param {unknown[]} args */
        async run(work, args) {
            const script = `const done = arguments[arguments.length - 1];
                Promise.resolve().then(() => (${work})(...Array.prototype.slice.call(arguments, 0, -1)))
                    .then((value) => done({ value: value === undefined ? null : value }), (error) => done({ error: String(error && error.stack || error) }));`;
            const { value, error } = await post('/execute/async', { script, args });
            if (error !== undefined) throw new Error(error);
            return value;
        },
        /** What is run from now on, is run in this frame of the one before; null: in the page. @param {unknown} element */
        frame: (element) => post('/frame', { id: element }),
        /** @param {unknown} value */
        isElement: (value) => typeof value === 'object' && value !== null && ELEMENT in value,
        /** @param {string[]} keys each may name keys that are held: "Control+z" */
        async press(keys) {
            const actions = keys.flatMap((key) => {
                const names = (key === '+' ? [key] : key.split('+')).map(code);
                return [...names.map((value) => ({ type: 'keyDown', value })), ...names.reverse().map((value) => ({ type: 'keyUp', value }))];
            });
            await post('/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
        },
        /** @param {{ x: number, y: number }[]} points */
        async drag(points) {
            const moves = points.map(({ x, y }) => ({ type: 'pointerMove', duration: 0, x: Math.round(x), y: Math.round(y), origin: 'viewport' }));
            const actions = [...moves.slice(0, 1), { type: 'pointerDown', button: 0 }, ...moves.slice(1), { type: 'pointerUp', button: 0 }];
            await post('/actions', { actions: [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }] });
        },
        end: () => call(base, 'DELETE', '', undefined),
    };
}

/** Whether a driver answers at an address. @param {string} server */
export const answers = (server) => call(server, 'GET', '/status', undefined).then(() => true, () => false);

/** @param {string} base @param {string} method @param {string} path @param {object | undefined} body */
async function call(base, method, path, body) {
    const answer = await fetch(`${base}${path}`, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
    const { value } = /** @type {any} */ (await answer.json());
    if (!answer.ok) throw new Error(`${method} ${path}: ${value?.error}: ${value?.message}`);
    return value;
}
