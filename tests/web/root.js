// Where the project lies.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const ROOT = process.env.ALVH_ROOT ?? join(dirname(fileURLToPath(import.meta.url)), '../..');
