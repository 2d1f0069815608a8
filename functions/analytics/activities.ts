import { measures, type ActivityParts, type analytics } from '#contract/analytics.ts';
import type { InputOf } from '#contract/operation.ts';
import { kindMeant } from '#data/entries/activity-row.ts';
import type { Context } from '#data/organization/context.ts';
import { noValue } from '#data/store/keys.ts';
import {
  hasValues,
  linesOf,
  report,
  reportOptions,
  type Line,
  type ReportOptions,
  type Values,
} from './report.ts';
import { rollupsOf } from './report-rollups.ts';
import type { Row } from './rollups.ts';

type Input = InputOf<(typeof analytics.operations)['activities']>;

/** Activities by date and, if the request says so, by type, outcome or person. */
export async function activities(context: Context, { of, ...filters }: Input) {
  const options = await reportOptions(context, filters);
  const made = await report(
    context,
    options,
    measures.activities,
    await activityLines(context, options, of ?? 'kind'),
  );
  if (of === undefined) return { ...made, parts: [] };
  const parts = of === 'outcome' ? made.parts.flatMap(outcomePart) : made.parts.filter(hasValues);
  return { ...made, parts: parts.sort((a, b) => b.values.done - a.values.done) };
}

type Part = Awaited<ReturnType<typeof report<(typeof measures.activities)[number]>>>['parts'][number];

/** Activities have an outcome once they are done, so that none is planned with one. */
const outcomePart = ({ id, values }: Part): Part[] =>
  values.done > 0 ? [{ id, values: { ...values, planned: 0, kept: 0 } }] : [];

/** What was logged and what was planned, as lines of each range. */
export async function activityLines(
  context: Context,
  options: ReportOptions,
  of: ActivityParts,
): Promise<Line[][]> {
  const isByOwner = of === 'person';
  const [logged, planned] = await Promise.all([
    rollupsOf(context, 'activities', options, isByOwner),
    rollupsOf(context, 'planned', options, isByOwner),
  ]);
  const ofPart = partOf[of];
  return logged.map((rows, range) => [
    ...linesOf(rows, ofPart).map(withDone),
    ...(planned[range] ?? []).map((row) => lineOfPlanned(context, row, ofPart(row))),
  ]);
}

const partOf: Record<ActivityParts, (row: Pick<Row, 'part' | 'owner'>) => string> = {
  kind: ({ part }) => part.split('#')[0] ?? '',
  outcome({ part }) {
    const [, outcomeId = ''] = part.split('#');
    return outcomeId === '' ? noValue : outcomeId;
  },
  person: ({ owner }) => owner ?? '',
};

/** A line of what was logged, with the sum of all kinds. */
function withDone({ values: { minutes = 0n, ...kinds }, ...line }: Line): Line {
  const done = Object.values(kinds).reduce((sum, count) => sum + count, 0n);
  return { ...line, values: { ...kinds, minutes, done } };
}

/** What was planned and is done counts for the kind that its type means. */
function lineOfPlanned({ settings }: Context, { at, part, amounts }: Row<'planned'>, of: string): Line {
  const kind = kindMeant(settings, partOf.kind({ part, owner: undefined }));
  const values: Values = Object.fromEntries(amounts);
  const { done = 0n } = values;
  return { at, part: of, values: { ...values, [kind]: done } };
}
