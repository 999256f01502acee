// Where the project lies.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const ROOT = process.env.ALVH_ROOT ?? join(dirname(fileURLToPath(import.meta.url)), '../..');

/** The site under test: as it is put on a server where `cargo xtask test` made it, else as it is written. */
export const SITE = process.env.ALVH_SITE ?? join(ROOT, 'www');
