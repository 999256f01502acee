// @ts-check
// A proxy for a browser that does not tell what it asks for: it notes every request, and lets none leave this machine.
import { once } from 'node:events';
import { createServer, request } from 'node:http';

/** @returns {Promise<{ requests: string[], port: number, close: () => Promise<void> }>} */
export async function relay() {
    /** @type {string[]} */
    const requests = [];
    const server = createServer((from, to) => {
        const address = String(from.url);
        requests.push(address);
        if (!address.startsWith('http://127.0.0.1:')) return void to.writeHead(502).end();
        const onward = request(address, { method: from.method, headers: from.headers }, (answer) => {
            to.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
            answer.pipe(to);
        });
        onward.on('error', () => to.destroy());
        from.pipe(onward);
    });
    server.on('connect', ({ url }, socket) => {
        requests.push(String(url));
        socket.destroy();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return {
        requests,
        port: /** @type {import('node:net').AddressInfo} */ (server.address()).port,
        async close() {
            server.closeAllConnections();
            server.close();
        },
    };
}
