// @ts-check
// What goes wrong in a page, kept by the page itself: in the one way that every browser has.

/** Runs in a document before any of its scripts. Sent as text: it may use nothing from outside. */
export function watch() {
    if ('alvhFaults' in window) return;
    /** @type {string[]} */
    const found = [];
    Object.assign(window, { alvhFaults: found });
    addEventListener('error', (event) => {
        const { message, target } = event;
        found.push(message ? `uncaught: ${message}` : `did not load: ${/** @type {any} */ (target)?.src ?? /** @type {any} */ (target)?.href}`);
    }, true);
    addEventListener('unhandledrejection', ({ reason }) => found.push(`refused: ${reason}`));
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile, lineNumber }) => {
        found.push(`policy: ${effectiveDirective} ${blockedURI} ${sourceFile}:${lineNumber}`);
    });
    for (const kind of /** @type {const} */ (['error', 'warn'])) {
        const say = console[kind];
        console[kind] = (...words) => {
            found.push(`console: ${words.join(' ')}`);
            say.apply(console, words);
        };
    }
    for (const kind of /** @type {const} */ (['alert', 'confirm', 'prompt', 'print'])) Object.assign(window, { [kind]: () => void found.push(`dialog: ${kind}`) });
}

/** Runs in a document: what was kept there and in the frames it may look into. */
export function faults() {
    /** @param {any} one @returns {string[]} */
    const of = (one) => {
        try {
            return [...(one.alvhFaults ?? ['nobody watches']), ...Array.from({ length: one.length }, (_, at) => of(one[at])).flat()];
        } catch {
            return []; // of another origin
        }
    };
    return of(window);
}
