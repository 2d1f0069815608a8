// npm run bench: measures cost and speed, and prints each figure next to its goal.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { printFigures, type Figure } from './figure.ts';
import { measureBeside } from './lines/beside.ts';
import { measureBrowser } from './lines/browser.ts';
import { measureBundles } from './lines/bundles.ts';
import { measureCustom } from './lines/custom.ts';
import { measureDuplicateScan } from './lines/duplicate-scans.ts';
import { measureGrowth } from './lines/growth.ts';
import { measureImports } from './lines/imports.ts';
import { measureInvoices } from './lines/invoices.ts';
import { measureJobs } from './lines/jobs.ts';
import { measureLargeEdits } from './lines/large-edits.ts';
import { measureLargeImports } from './lines/large-imports.ts';
import { measureEdits } from './lines/list-edits.ts';
import { measureMisses } from './lines/copy-misses.ts';
import { measureLists } from './lines/lists.ts';
import { measureSdk } from './lines/sdk.ts';
import { measureSite } from './lines/site.ts';
import { measureSpeed } from './lines/speed.ts';
import { measureInstall, measureStart } from './lines/start.ts';
import { measureStorm } from './lines/storm.ts';
import { measureTests } from './lines/tests.ts';
import { measureUnits } from './lines/units.ts';
import { measureWebhooks } from './lines/webhooks.ts';
import { openCopy, openSystem, type System } from './system.ts';

const usage = `npm run bench -- [options]
  --quick           a large organization of 10,000 records of each type instead of 100,000
  --only P2,P3      these lines only
  --json FILE       write the figures to a file
  --write-patterns  with P3: write docs/access-patterns.md from what was measured
  --beside FOLDER   another checkout, whose packages are installed, for the line beside
  --install         with P6: also npm ci and the first start, in a new clone

P1 growth with the organization  P2 speed over the bare SDK  P3 capacity units  P5 bundles
P4 imports: their speed over the bare SDK, memory, every row accounted for, and effect on lists and other organizations
P6 start and memory              P7 size of the site         P8 npm test (only when it is named)
P9 questions about lists: beside PostgreSQL, if it is installed; during a job; and, like searches, not in memory
sdk: what each change to the AWS SDK saves
P10 mass edits: their speed, fairness, and effect on other organizations; one of all contacts, with kills, and its undo
storm: how much requests beyond an organization's limit slow down another organization
browser: how fast lists of the large organization react in a real browser, and the actions of everyday tasks
duplicates: a scan of all contacts of the large organization for duplicates
invoices: questions about 100,000 invoices (10,000 with --quick), and reports on them
beside: answers and requests per second of this code and of another checkout, in turn (only with --beside)
webhooks: the time from a commit to the message about it, also beside receivers that are dead or slow
custom: 10,000 contacts with a hundred custom fields each (1,000 with --quick)
Loaded data is kept in .cobalt/bench. Nothing else should run meanwhile.`;

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    json: { type: 'string' },
    'write-patterns': { type: 'boolean', default: false },
    beside: { type: 'string' },
    install: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const records = values.quick ? 10_000 : 100_000;

type Measure = (system: System) => Promise<Figure[]>;

const withSystem = (measure: Measure) => using(openSystem, measure);
const withCopy = (measure: Measure) => using(openCopy, measure);

async function using(open: (records: number) => Promise<System>, measure: Measure): Promise<Figure[]> {
  const system = await open(records);
  try {
    return await measure(system);
  } finally {
    await system.stop();
  }
}

const lines: Record<string, () => Figure[] | Promise<Figure[]>> = {
  P1: () => withSystem(measureGrowth),
  P2: () => withSystem(measureSpeed),
  P3: () => measureUnits(values['write-patterns']),
  P4: async () => [...(await measureImports(records)), ...(await withCopy(measureLargeImports))],
  P5: measureBundles,
  P6: async () => [...(await measureStart(records)), ...(values.install ? await measureInstall() : [])],
  P7: measureSite,
  P8: measureTests,
  P9: async () => [
    ...(await withSystem(async (system) => [
      ...(await measureLists(system)),
      ...(await measureEdits(system)),
    ])),
    ...(await measureMisses('lists', values.quick)),
    ...(await measureMisses('search', values.quick)),
  ],
  sdk: measureSdk,
  P10: async () => [...(await measureJobs()), ...(await withCopy(measureLargeEdits))],
  storm: measureStorm,
  browser: () => withCopy(measureBrowser),
  duplicates: () => withSystem(measureDuplicateScan),
  invoices: () => using((count) => openSystem(count, 'money'), measureInvoices),
  // It creates contacts, so that it has a copy of the data.
  beside: () => {
    const { beside } = values;
    return beside ? withCopy((system) => measureBeside(system, beside, records)) : [];
  },
  webhooks: measureWebhooks,
  custom: () => measureCustom(values.quick ? 1_000 : 10_000),
};

async function run(): Promise<void> {
  const selected = values.only?.split(',') ?? Object.keys(lines).filter((line) => line !== 'P8');
  const unknown = selected.filter((line) => !(line in lines));
  if (unknown.length > 0)
    throw new Error(`There is no line ${unknown.join(', ')}: ${Object.keys(lines).join(', ')}`);
  const figures: Figure[] = [];
  for (const line of selected) {
    const measured = await lines[line]!();
    figures.push(...measured);
    printFigures(measured);
  }
  if (values.json) writeFileSync(values.json, `${JSON.stringify(figures, undefined, 2)}\n`);
  const missed = figures.filter(({ holds }) => holds === false);
  console.log(
    missed.length === 0 ? '\nAll goals hold.' : `\nMissed: ${missed.map(({ what }) => what).join('; ')}`,
  );
  // Sockets that clients keep open must not keep the process alive.
  process.exit(0);
}

if (values.help) console.log(usage);
else await run();
