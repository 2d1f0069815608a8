/** Whether this is a run of `npm run test:full`, with all tests and the full number of generated and repeated cases. */
export const isFull = process.env.FULL === '1';

/** Number of runs of a generated or repeated case: reduced for `npm test`, full for `npm run test:full`. */
export const count = (reduced: number, full: number): number => (isFull ? full : reduced);

/** Crashes are injected before every nth call. n is 3 in the quick tier and 1 in the full tier. */
export const pointStep = count(3, 1);

/** The seed of generated cases. Failing properties print it, and `SEED=…` repeats a run with it. */
export const seed = Number(process.env.SEED ?? 20_261_120);
