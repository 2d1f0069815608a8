/** `npm run test:full` runs generated and repeated cases with full counts. */
export const isFull = process.env.FULL === '1';

/** Number of runs of a generated or repeated case: reduced for `npm test`, full for `npm run test:full`. */
export const count = (reduced: number, full: number): number => (isFull ? full : reduced);

/** The step between the calls before which a crash is injected. The full run covers every call. */
export const pointStep = count(3, 1);

/** The seed of generated cases. `SEED=…` repeats a run; failing properties print it. */
export const seed = Number(process.env.SEED ?? 20_261_120);
