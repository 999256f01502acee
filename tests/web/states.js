// @ts-check
// States in which every place must compute and draw the same bytes: what readers open, and what nobody should have typed.
import { study } from './alvh.js';

/** Far from any example, right or wrong. */
const ODD = [
    '', '%ff&=&&', '<script>', 'v=2', 'v=1&foo=1', 'v=1&layers=', 'v=1&layers=none', 'v=1&futures=none', 'v=1&spx=7138,80', 'v=1&spx=0x10&vix=1e999', 'v=1&spx=5e-324',
    'v=1&spx=1.7976931348623157e308', 'v=1&move=-99&vixTo=150', 'v=1&move=0&day=0', 'v=1&move=25&vixTo=9', 'v=1&day=45', 'v=1&condorDte=0.01', 'v=1&rate=0&dividend=0',
    'v=1&response=sqrtTime&move=-7', 'v=1&response=parallel&vixTo=33.333333333333336', 'v=1&credit=0.1&condors=1&longPut=5&shortPut=10',
    'v=1&layers=-4:vixCall:10d:k18,4:vixCall:10d:k18', 'v=1&layers=125:vixCall:30.5d:k22.5:p1.25:on24,1:vixFuture:51d,-3:vixMini:52d:e19.25,12:spxPutSpread:45d:k6500:lo6397',
    `v=1&layers=${Array.from({ length: 12 }, (_, at) => `${at + 1}:vixCall:${10 + 23 * at}d:k${15 + 3 * at}`).join()}&futures=${Array.from({ length: 12 }, (_, at) => `${20 + 30 * at}d:${19 + at / 8}`).join()}`,
    'v=1&system=sizing&move=-30&vixTo=89.53', 'v=1&system=benchmarks&layers=none', 'v=1&system=calendar&asOf=2099-12-31', 'v=1&system=money&debtShare=250', 'v=1&system=nonsense',
];

/** Links: every preset, every system as it opens, and odd ones. */
export const STATES = [...new Set(['v=1', ...study.presets().map(({ link }) => link), ...study.systems().flatMap(({ id, presets }) => [`v=1&system=${id}`, ...presets.map(({ link }) => link)]), ...ODD])];
