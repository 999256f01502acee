// @ts-check
// WebKitGTK: its small browser under Xvfb, by WebKitWebDriver.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { relay } from './relay.js';
import { faults } from './watch.js';
import { answers, session } from './webdriver.js';

/** @typedef {import('./driver.js').Place} Place */
/** @typedef {import('./driver.js').Page} Page */

/** @param {string} program @returns {Promise<import('./driver.js').Driver>} */
export async function webkitDriver(program) {
    // It opens windows, which nobody shall see. The display is one that is free.
    const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    const [display] = await once(/** @type {import('node:stream').Readable} */ (screen.stdio[3]), 'data');
    return {
        open: () => open(program, `:${String(display).trim()}`),
        close: async () => void screen.kill(),
    };
}

/** A port nobody listens at. */
async function free() {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    server.close();
    return port;
}

/** Starts the driver, in a group of its own with the browser it starts. @param {string} program @param {string} display */
async function start(program, display) {
    const port = await free();
    const child = spawn(program, [`--port=${port}`], { stdio: 'ignore', detached: true, env: { ...process.env, DISPLAY: display } });
    const server = `http://127.0.0.1:${port}`;
    for (let tries = 0; !(await answers(server)); tries += 1) {
        if (tries > 100) throw new Error(`${program} does not answer`);
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return {
        server,
        end: () => {
            try {
                process.kill(-Number(child.pid));
            } catch {
                // Nobody is left of it.
            }
        },
    };
}

/** Each page has a driver of its own: now and then one falls over as it ends a session. @param {string} program @param {string} display @returns {Promise<Page>} */
async function open(program, display) {
    const { requests, port, close } = await relay();
    const { server, end } = await start(program, display);
    const own = await session(server, { 'webkitgtk:browserOptions': { args: ['--automation', `--proxy=http://127.0.0.1:${port}`] } });
    await own.resize(1300, 1000);
    // A frame is entered for what is run in it, and left again.
    let turn = Promise.resolve();
    /** @param {(() => Element | null)[]} path @returns {Place} */
    const place = (path) => ({
        evaluate(work, ...args) {
            const mine = turn.then(async () => {
                await own.frame(null);
                for (const find of path) {
                    const element = await own.run(String(find), []);
                    if (!own.isElement(element)) throw new Error(`no frame: ${find}`);
                    await own.frame(element);
                }
                return own.run(String(work), args);
            });
            turn = mine.then(() => own.frame(null), () => own.frame(null)).catch(() => {});
            return mine;
        },
        within: async (find) => place([...path, find]),
    });
    const here = place([]);
    return {
        ...here,
        goto: async (address) => void (await own.goto(address)),
        press: (...keys) => own.press(keys),
        drag: (...points) => own.drag(points),
        faults: () => here.evaluate(faults),
        requests: async () => requests,
        async close() {
            await own.end().catch(() => {});
            end();
            await close();
        },
    };
}
