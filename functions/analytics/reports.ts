import { measures, type analytics } from '#contract/analytics.ts';
import type { InputOf } from '#contract/operation.ts';
import { activityAmounts } from '#data/counters/activity-facts.ts';
import type { Rolled } from '#data/counters/facts.ts';
import type { Context } from '#data/organization/context.ts';
import { asked, isFine, linesOf, rangesOf, report, type Asked, type Filters } from './report.ts';
import { readRollups } from './rollups.ts';

type Operations = typeof analytics.operations;

const dealNames = {
  c: 'created',
  cs: 'createdMinor',
  w: 'won',
  ws: 'wonMinor',
  wt: 'wonSeconds',
  l: 'lost',
  ls: 'lostMinor',
};
const leadNames = { n: 'created', v: 'converted', x: 'disqualified', r: 'answered', rt: 'answerSeconds' };
const activityNames = Object.fromEntries(Object.entries(activityAmounts).map(([name, code]) => [code, name]));

/** Reads one family of rollups for the requested range and the preceding one. */
export const rollupsOf = (context: Context, family: Rolled, wanted: Asked, isByOwner = false) =>
  readRollups(context, {
    family,
    ranges: rangesOf(wanted),
    owners: wanted.owners,
    today: wanted.today,
    isFine: isFine(wanted),
    isByOwner,
  });

export async function deals(context: Context, input: InputOf<Operations['deals']>) {
  const wanted = await asked(context, input);
  const rows = await rollupsOf(context, 'd', wanted);
  const { pipelineId } = input;
  const lines = rows.map((of) =>
    linesOf(of, dealNames).filter(({ part }) => pipelineId === undefined || part === pipelineId),
  );
  return report(context, wanted, measures.deals, lines);
}

/** A report that shows one family of rollups without further calculation. */
async function plain<const Name extends string>(
  context: Context,
  input: Filters,
  family: Rolled,
  names: readonly Name[],
  renamed: Readonly<Record<string, string>>,
) {
  const wanted = await asked(context, input);
  const rows = await rollupsOf(context, family, wanted);
  return report(
    context,
    wanted,
    names,
    rows.map((of) => linesOf(of, renamed)),
  );
}

/** Organization-wide leads are stored by source, so totals are summed over all sources. */
export async function leads(context: Context, input: InputOf<Operations['leads']>) {
  const wanted = await asked(context, input);
  const rows = await rollupsOf(context, wanted.owners === 'all' ? 's' : 'l', wanted);
  const lines = rows.map((of) => linesOf(of, leadNames, () => 'all'));
  return { ...(await report(context, wanted, measures.leads, lines)), parts: [] };
}

export const leadSources = (context: Context, input: InputOf<Operations['leadSources']>) =>
  plain(context, input, 's', measures.leadSources, leadNames);

export const customers = (context: Context, input: InputOf<Operations['customers']>) =>
  plain(context, input, 'c', measures.customers, { n: 'created' });

export async function activities(context: Context, input: InputOf<Operations['activities']>) {
  return { ...(await plain(context, input, 'a', measures.activities, activityNames)), parts: [] };
}

/** Everyone within reach who has figures in the range, sorted by won value. */
export async function people(context: Context, input: InputOf<Operations['people']>) {
  const wanted = await asked(context, input);
  const all = await Promise.all([
    rollupsOf(context, 'd', wanted, true),
    rollupsOf(context, 'l', wanted, true),
    rollupsOf(context, 'a', wanted, true),
  ]);
  const names = [
    { w: 'won', ws: 'wonMinor', l: 'lost' },
    { n: 'leads', v: 'converted', r: 'answered', rt: 'answerSeconds' },
    activityNames,
  ];
  const lines = rangesOf(wanted).map((_, range) =>
    all.flatMap((rows, family) =>
      linesOf(rows[range] ?? [], names[family] ?? {}, ({ owner }) => owner ?? ''),
    ),
  );
  const made = await report(context, wanted, measures.people, lines);
  return { ...made, parts: made.parts.sort((a, b) => b.values.wonMinor - a.values.wonMinor) };
}
