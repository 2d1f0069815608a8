// npm run references: what the present code does otherwise than a frozen commit, part by part.
import { parseArgs } from 'node:util';
import { accepted, frozenCommit } from './accepted.ts';
import { checkoutOf, present, type Checkout } from './checkout.ts';
import { readAnswers, readDescription } from './parts/answers.ts';
import { readArchives } from './parts/archives.ts';
import { readPictures } from './parts/pictures.ts';
import { readBundleSizes } from './parts/sizes.ts';
import { readTemplates } from './parts/templates.ts';
import { readTimings } from './parts/timings.ts';
import { readUnits } from './parts/units.ts';
import { differencesOf, type Difference, type Values } from './values.ts';

interface Part {
  /** `frozen` has written what every checkout reads. */
  read: (checkout: Checkout, frozen: Checkout) => Promise<Values>;
  /** The frozen code is read twice: what differs then depends on the time of reading, and isn't compared. */
  isFleeting?: true;
  /** Share by which numbers may differ. */
  tolerance?: number;
}

const parts: Record<string, Part> = {
  openapi: { read: readDescription },
  templates: { read: readTemplates },
  units: { read: readUnits },
  sizes: { read: readBundleSizes, tolerance: 0.01 },
  answers: { read: readAnswers, isFleeting: true },
  archives: { read: readArchives, isFleeting: true },
  pictures: { read: readPictures, isFleeting: true },
  timings: { read: readTimings, tolerance: 0.15 },
};

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(parts).join() },
    against: { type: 'string' },
  },
});
const shownMax = 40;

const frozen: Checkout = options.against
  ? { name: 'frozen', folder: options.against }
  : checkoutOf(frozenCommit);
let unexplained = 0;
for (const name of options.only.split(',')) {
  const part = parts[name];
  if (!part) throw new Error(`There is no part ${name}: ${Object.keys(parts).join(', ')}`);
  unexplained += report(name, await compare(part));
}
process.exitCode = unexplained > 0 ? 1 : 0;

async function compare({ read, isFleeting, tolerance }: Part): Promise<Difference[]> {
  const before = await read(frozen, frozen);
  const now = await read(present, frozen);
  const fleeting = new Set(
    isFleeting ? differencesOf(before, await read(frozen, frozen)).map(({ where }) => where) : [],
  );
  console.log(
    `${Object.keys(before).length} values are compared, but for ${fleeting.size} that change by themselves`,
  );
  return differencesOf(before, now, tolerance).filter(({ where }) => !fleeting.has(where));
}

/** Prints the differences of a part, those that are accepted by their reasons. Returns the number of the others. */
function report(name: string, differences: readonly Difference[]): number {
  const rules = accepted.filter(({ part }) => part === name);
  const others = differences.filter(({ where }) => !rules.some((rule) => rule.where.test(where)));
  for (const rule of rules) {
    const count = differences.filter(({ where }) => rule.where.test(where)).length;
    console.log(`${name}: ${count} as accepted: ${rule.reason}`);
  }
  for (const { where, frozen: before, present: now } of others.slice(0, shownMax))
    console.log(`${name}: ${where}\n  - ${before ?? 'nothing'}\n  + ${now ?? 'nothing'}`);
  console.log(`${name}: ${others.length} differences that nobody has accepted`);
  return others.length;
}
