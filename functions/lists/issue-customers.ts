import { issueMeasures, type issueCustomersReport } from '#contract/issue-reports.ts';
import type { Filter } from '#contract/lists/filter-tree.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import type { Context } from '#data/organization/context.ts';
import { issueRecords } from '#data/records/issue.ts';
import { requestedOwners } from '#data/records/read.ts';
import { dateIn } from '#data/values/day.ts';
import { lastTwelveMonths, requestedRange, type Range } from '#data/values/report-range.ts';
import { largestParts } from './largest-parts.ts';
import { askSums, type SumOf } from './sums.ts';

type Operation = typeof issueCustomersReport;
type Name = (typeof issueMeasures)[number];

/** Issues by customer, those with most issues first. */
export async function issueCustomers(
  context: Context,
  { ownerId, teamOf, ...requested }: InputOf<Operation>,
): Promise<OutputOf<Operation>> {
  const { settings, now } = context;
  const range = requestedRange(requested, lastTwelveMonths(dateIn(settings.timeZone, now)));
  const mayRead =
    context.scopeFor('issue:read') !== undefined && context.scopeFor('customer:read') !== undefined;
  const owners = mayRead ? await requestedOwners(context, ownerId, teamOf) : [];
  const { answer, asOf } = await askSums(context, issueRecords, {
    owners,
    by: 'customerId',
    ...questionOf(range),
  });
  const parts = answer
    .map(({ id, values }) => ({
      id,
      values: {
        ...values,
        answerSeconds: values.answerSeconds * 60,
        resolutionSeconds: values.resolutionSeconds * 60,
      },
    }))
    .sort(
      ({ values: one }, { values: other }) =>
        other.opened - one.opened || other.answered - one.answered || other.resolved - one.resolved,
    );
  return { ...range, parts: largestParts(issueMeasures, parts), asOf };
}

/** The issues that were opened, answered, resolved or rated in a range, and what is summed of them: times in minutes. */
function questionOf({ from, to }: Range): { filter: Filter; sums: Record<Name, SumOf> } {
  const within = (field: string): Filter => ({ field, op: 'between', value: [from, to] });
  const [opened, answered] = [within('createdAt'), within('firstAnsweredAt')];
  const [resolved, rated] = [within('resolvedAt'), within('satisfactionAt')];
  const of = (range: Filter, field: string, ...value: string[]): SumOf => ({
    filter: { and: [range, { field, op: 'anyOf', value }] },
  });
  return {
    filter: { or: [opened, answered, resolved, rated] },
    sums: {
      opened: { filter: opened },
      answered: { filter: answered },
      answerSeconds: { column: 'firstAnswerMinutes', filter: answered },
      answerTargets: of(answered, 'firstAnswerInTime', 'true', 'false'),
      answeredInTime: of(answered, 'firstAnswerInTime', 'true'),
      resolved: { filter: resolved },
      resolutionSeconds: { column: 'resolutionMinutes', filter: resolved },
      resolutionTargets: of(resolved, 'resolutionInTime', 'true', 'false'),
      resolvedInTime: of(resolved, 'resolutionInTime', 'true'),
      rated: { filter: rated },
      ratedGood: of(rated, 'satisfied', 'true'),
    },
  };
}
