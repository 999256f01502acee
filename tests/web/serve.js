// A static server for one folder, as strict as the strictest host the pages must work on.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

/** What must hold on every page but the one-file build. */
export const POLICY =
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:";

/** @type {Record<string, string>} */
const KINDS = {
    '.html': 'text/html; charset=utf-8',
    '.js': 'text/javascript; charset=utf-8',
    '.css': 'text/css; charset=utf-8',
    '.json': 'application/json; charset=utf-8',
    '.webmanifest': 'application/manifest+json; charset=utf-8',
    '.wasm': 'application/wasm',
    '.svg': 'image/svg+xml',
    '.png': 'image/png',
    '.ico': 'image/x-icon',
    '.xml': 'application/xml',
};

/**
 * Serves `folder` on a free port of this machine.
 *
 * @param {string} folder
 * @param {{ policy?: string | null, extra?: Record<string, string> }} [options] `policy`: another
 *   policy, or none; `extra`: pages that exist only here, such as a parent for a frame, by address
 * @returns {Promise<{ origin: string, answer: (how: 'well' | 'never' | 'not') => void, close: () => Promise<void> }>}
 *   `answer`: as a server does, or from now on never, or as if there were no network
 */
export async function serve(folder, { policy = POLICY, extra = {} } = {}) {
    let manner = 'well';
    const server = createServer(async (request, response) => {
        if (manner === 'never') return;
        if (manner === 'not') {
            request.socket.destroy();
            return;
        }
        /** @type {Record<string, string>} */
        const headers = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', 'Access-Control-Allow-Origin': '*' };
        if (policy !== null) headers['Content-Security-Policy'] = policy;
        try {
            const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
            const name = path.endsWith('/') ? `${path}index.html` : path;
            const file = normalize(join(folder, name));
            if (!file.startsWith(normalize(folder) + sep)) throw new Error('outside the folder');
            const body = extra[path] ?? (await readFile(file));
            headers['Content-Type'] = KINDS[extname(name)] ?? 'application/octet-stream';
            response.writeHead(200, headers).end(body);
        } catch {
            response.writeHead(404, { ...headers, 'Content-Type': 'text/plain' }).end('No such file.\n');
        }
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the server has no port');
    return {
        origin: `http://127.0.0.1:${address.port}`,
        answer: (how) => {
            manner = how;
        },
        async close() {
            server.closeAllConnections();
            await new Promise((resolve) => server.close(resolve));
        },
    };
}
