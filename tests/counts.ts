/** `npm run test:full` runs generated and repeated cases in full counts. */
export const isFull = process.env.FULL === '1';

/** How often a generated or repeated case runs: reduced for `npm test`, in full for `npm run test:full`. */
export const count = (reduced: number, full: number): number => (isFull ? full : reduced);

/** Where generated cases begin. `SEED=…` repeats a run; failing properties print it. */
export const seed = Number(process.env.SEED ?? 20_261_120);
