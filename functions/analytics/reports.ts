import { measures, type analytics } from '#contract/analytics.ts';
import type { InputOf } from '#contract/operation.ts';
import type { Rolled } from '#data/counters/codes.ts';
import type { Context } from '#data/organization/context.ts';
import { activityLines } from './activities.ts';
import { rollupsOf } from './report-rollups.ts';
import { linesOf, rangesOf, report, reportOptions, type Filters } from './report.ts';
import type { Row } from './rollups.ts';

type Operations = typeof analytics.operations;

export async function deals(context: Context, input: InputOf<Operations['deals']>) {
  const options = await reportOptions(context, input);
  const rows = await rollupsOf(context, 'deals', options);
  const { pipelineId } = input;
  const lines = rows.map((of) =>
    linesOf(of).filter(({ part }) => pipelineId === undefined || part === pipelineId),
  );
  return report(context, options, measures.deals, lines);
}

/** A report that shows one family of rollups without further calculation. */
async function plain<const Name extends string>(
  context: Context,
  input: Filters,
  family: Rolled,
  names: readonly Name[],
) {
  const options = await reportOptions(context, input);
  const rows = await rollupsOf(context, family, options);
  return report(
    context,
    options,
    names,
    rows.map((of) => linesOf(of)),
  );
}

/** Leads over time. Organization-wide rollups of leads exist only by source, so the sources are added up. */
export async function leads(context: Context, input: InputOf<Operations['leads']>) {
  const options = await reportOptions(context, input);
  const rows = await rollupsOf(context, options.owners === 'all' ? 'leadSources' : 'leads', options);
  const lines = rows.map((of) => linesOf(of, () => 'all'));
  return { ...(await report(context, options, measures.leads, lines)), parts: [] };
}

export const leadSources = (context: Context, input: InputOf<Operations['leadSources']>) =>
  plain(context, input, 'leadSources', measures.leadSources);

export const customers = (context: Context, input: InputOf<Operations['customers']>) =>
  plain(context, input, 'customers', measures.customers);

/** Issues by priority or by the person to whom they are assigned. */
export async function issues(context: Context, input: InputOf<Operations['issues']>) {
  const { of = 'priority', ...filters } = input;
  const isByOwner = of === 'owner';
  const options = await reportOptions(context, filters);
  const rows = await rollupsOf(context, 'issues', options, isByOwner);
  const partOf = ({ part, owner }: Pick<Row, 'part' | 'owner'>) => (isByOwner ? (owner ?? '') : part);
  const lines = rows.map((all) => linesOf(all, partOf));
  const made = await report(context, options, measures.issues, lines);
  if (isByOwner) return made;
  const order = context.settings.issuePriorities.map(({ id }) => id);
  // A priority that was removed from the list comes last.
  const placeOf = ({ id }: { id: string }) => (order.includes(id) ? order.indexOf(id) : order.length);
  return { ...made, parts: made.parts.sort((a, b) => placeOf(a) - placeOf(b)) };
}

/**
 * Figures by person, highest won value first. Covers only people whose records the caller can access, and leaves out
 * people without figures in the range. For callers who can access all records, `none` stands for those without an
 * owner.
 */
export async function people(context: Context, input: InputOf<Operations['people']>) {
  const options = await reportOptions(context, input);
  const [deals, leads, activities] = await Promise.all([
    rollupsOf(context, 'deals', options, true),
    rollupsOf(context, 'leads', options, true),
    activityLines(context, options, 'person'),
  ]);
  const byOwner = (rows: readonly Row[] = []) => linesOf(rows, ({ owner }) => owner ?? '');
  const lines = rangesOf(options).map((_, range) => [
    ...byOwner(deals[range]),
    ...byOwner(leads[range]).map(({ values: { created = 0n, ...values }, ...line }) => ({
      ...line,
      values: { ...values, leads: created },
    })),
    ...(activities[range] ?? []),
  ]);
  const made = await report(context, options, measures.people, lines);
  return { ...made, parts: made.parts.sort((a, b) => b.values.wonMinor - a.values.wonMinor) };
}
