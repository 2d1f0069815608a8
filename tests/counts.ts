/** Whether to run all tests with the full number of generated and repeated cases, as `npm run test:full` does. */
export const isFull = process.env.FULL === '1';

/** Number of runs of a generated or repeated case: reduced for `npm test`, full for `npm run test:full`. */
export const count = (reduced: number, full: number): number => (isFull ? full : reduced);

/** Whether the run is about a few places only: those of a change, or those that see a guard. */
export const isChosen = process.env.CHANGED === '1';

/** Whether every case is tested in every place. */
export const hasAllCases = isFull || isChosen;

/**
 * The cases to test in one of many places: all of them in the full tier and where places are chosen, and otherwise one,
 * which is another one in the next place. So `npm test` tests every place and every case, but not every case in every
 * place.
 */
export const inTurn = <Case>(cases: readonly Case[], place: number): readonly Case[] =>
  hasAllCases ? cases : cases.slice(place % cases.length).slice(0, 1);

/** Fault tests inject a crash at every nth point of an operation. n is 3 in the quick tier and 1 in the full tier. */
export const pointStep = count(3, 1);

/** The seed of generated cases. A failing property prints its seed; set `SEED` to it to repeat the run. */
export const seed = Number(process.env.SEED ?? 20_261_120);
