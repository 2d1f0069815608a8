import { issueMeasures, type issueCustomersReport } from '#contract/issue-reports.ts';
import type { Condition, Filter } from '#contract/lists/filter-tree.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import type { ListDatabase } from '#data/lists/list-database.ts';
import { selected } from '#data/lists/selected.ts';
import { askList } from '#data/lists/list-store.ts';
import { listSubject, type ListSubject } from '#data/lists/list-subject.ts';
import type { SummaryAnswer } from '#data/lists/list-summary.ts';
import type { Context } from '#data/organization/context.ts';
import { issueRecords } from '#data/records/issue.ts';
import { recordsOf, requestedOwners } from '#data/records/read.ts';
import { noValue } from '#data/store/keys.ts';
import { dateIn } from '#data/values/day.ts';
import { lastTwelveMonths, requestedRange, type Range } from '#data/values/report-range.ts';
import { largestParts } from './largest-parts.ts';

type Operation = typeof issueCustomersReport;
type Name = (typeof issueMeasures)[number];
type Values = Record<Name, number>;

/** Issues on the days of one of their dates, what their number is called, and what to sum of them. */
interface Question {
  day: 'createdAt' | 'firstAnsweredAt' | 'resolvedAt' | 'satisfactionAt';
  is?: readonly [field: 'firstAnswerInTime' | 'resolutionInTime' | 'satisfied', value: boolean];
  count?: readonly Name[];
  minutes?: readonly [column: 'firstAnswerMinutes' | 'resolutionMinutes', seconds: Name];
}

const questions: readonly Question[] = [
  { day: 'createdAt', count: ['opened'] },
  { day: 'firstAnsweredAt', count: ['answered'], minutes: ['firstAnswerMinutes', 'answerSeconds'] },
  { day: 'firstAnsweredAt', is: ['firstAnswerInTime', true], count: ['answeredInTime', 'answerTargets'] },
  { day: 'firstAnsweredAt', is: ['firstAnswerInTime', false], count: ['answerTargets'] },
  { day: 'resolvedAt', count: ['resolved'], minutes: ['resolutionMinutes', 'resolutionSeconds'] },
  { day: 'resolvedAt', is: ['resolutionInTime', true], count: ['resolvedInTime', 'resolutionTargets'] },
  { day: 'resolvedAt', is: ['resolutionInTime', false], count: ['resolutionTargets'] },
  { day: 'satisfactionAt', count: ['rated'] },
  { day: 'satisfactionAt', is: ['satisfied', true], count: ['ratedGood'] },
];

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
  const subject = await listSubject(context, issueRecords);
  const asked = await Promise.all(
    questions.map(async (question) => ({
      ...(await selected(context, subject, { filter: filterOf(question, range) }, recordsOf(owners))),
      ...columnsOf(subject, question),
      groupsMax: Infinity,
    })),
  );
  const ask = (database: ListDatabase) => asked.map((question) => database.summarize(question));
  const { answer, asOf } = await askList(context, subject, ask);
  return { ...range, parts: partsOf(answer), asOf };
}

function filterOf({ day, is }: Question, { from, to }: Range): Filter {
  const within: Condition = { field: day, op: 'between', value: [from, to] };
  if (!is) return within;
  const [field, value] = is;
  return { and: [within, { field, op: 'anyOf', value: [String(value)] }] };
}

function columnsOf({ columns }: ListSubject, { minutes }: Question) {
  const by = columns.get('customerId');
  const measure = minutes && columns.get(minutes[0]);
  if (!by || (minutes && !measure)) throw new Error('issues lack columns of their report');
  return { by, measures: measure ? [measure] : [] };
}

/** The customers with most issues, and all others together. */
function partsOf(answer: readonly SummaryAnswer[]): { id: string; values: Values }[] {
  const sums = new Map<string, Values>();
  for (const [place, { count = [], minutes }] of questions.entries()) {
    for (const group of answer[place]?.groups ?? []) {
      const values = sums.get(group.key ?? noValue) ?? none();
      for (const name of count) values[name] += group.count;
      if (minutes) values[minutes[1]] += (group.measures[minutes[0]]?.[0]?.sum ?? 0) * 60;
      sums.set(group.key ?? noValue, values);
    }
  }
  const parts = [...sums]
    .map(([id, values]) => ({ id, values }))
    .sort((one, other) => other.values.opened - one.values.opened);
  return largestParts(issueMeasures, parts);
}

const none = (): Values => Object.fromEntries(issueMeasures.map((name) => [name, 0])) as Values;
