import type { BillingSettings, Series } from '#contract/billing.ts';
import { fieldProblem, ProblemError, type FieldFault } from '#contract/problem.ts';
import type { Context } from '../organization/context.ts';
import { ifAbsent, ifEquals, under } from '../store/condition.ts';
import { seriesKey, type Key } from '../store/keys.ts';
import { sleep } from '../store/retry.ts';
import { getItem, isConditionFailed, query, queryAll, updateItem } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import { addDays } from '../values/day.ts';
import { numberDigits } from '../values/identifier-terms.ts';

/** The last number of a series, or of one of its years. */
interface SeriesItem {
  last: number;
  /** The date of issue of that number. */
  issuedOn: string;
}

const counterOf = (id: string, year: string | undefined): string =>
  year === undefined ? id : `${id}#${year}`;

/** The last number of a series, as an archive has it. */
export interface LastNumber {
  seriesId: string;
  /** For a series that begins anew each year. */
  year?: string | undefined;
  last: number;
  issuedOn: string;
}

/** The last numbers of all series. */
export async function readLastNumbers(context: Context): Promise<LastNumber[]> {
  const { pk, sk: prefix } = seriesKey(context.orgId, '');
  const items = await queryAll<SeriesItem & { sk: string }>(context, pk, prefix);
  return items.map(({ sk, last, issuedOn }) => {
    const [seriesId = '', year] = sk.slice(prefix.length).split('#');
    return { seriesId, ...(year === undefined ? {} : { year }), last, issuedOn };
  });
}

/** Lets the next number follow one that was given elsewhere, unless a later one was given here. */
export async function continueSeries(
  context: Context,
  { seriesId, year, last, issuedOn }: LastNumber,
): Promise<void> {
  await updateItem(context, {
    Key: seriesKey(context.orgId, counterOf(seriesId, year)),
    UpdateExpression: 'SET #last = :last, issuedOn = :issuedOn, #kind = :kind, #org = :org',
    ConditionExpression: `${ifAbsent.ConditionExpression} OR #last < :last`,
    ExpressionAttributeNames: { '#last': 'last', '#kind': 'kind', '#org': 'org' },
    ExpressionAttributeValues: {
      ':last': last,
      ':issuedOn': issuedOn,
      ':kind': 'series',
      ':org': context.orgId,
    },
  }).catch((error: unknown) => {
    if (!isConditionFailed(error)) throw error;
  });
}

/** Another document took the number first. */
class NumberTaken extends Error {}

/** Of a hundred documents that are issued at once, the last one needs about as many attempts. */
const attemptsMax = 200;

/** Runs a transaction again while other documents take its number. Throws `unavailable` after the last attempt. */
export async function untilNumbered<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof NumberTaken)) throw error;
      if (attempt === attemptsMax) throw new ProblemError('unavailable');
      // Longer each time, so that many requests at once don't keep one another from the number.
      await sleep(Math.random() * Math.min(1_000, 50 * attempt));
    }
  }
}

/** The prefix of the numbers of a year. */
export const prefixIn = (prefix: string, year: string): string => prefix.replaceAll('{year}', year);

/** The date of issue of a document that is issued today: one that somebody has chosen, or none. */
interface IssueDay {
  today: string;
  chosen?: string | undefined;
}

/**
 * The next number of a series with its date of issue, and the action that takes it. The transaction fails with
 * `NumberTaken` if another one has taken it meanwhile, so that the series has neither gaps nor doubles. Throws if a date
 * that was chosen is before that of the last number. Without one, the document gets the last number's date if that is
 * after today, which it is if the organization has moved its time zone to the west since. That moves the date by two days
 * at most, so any later one is wrong and must not spread to other documents.
 */
export async function nextNumber(
  context: Context,
  series: Series,
  { today, chosen }: IssueDay,
): Promise<{ number: string; issuedOn: string; action: Action }> {
  const last = await lastOf(context, series, chosen ?? today);
  const lastDay = last.found?.issuedOn ?? today;
  const isMovedOn = lastDay > today && lastDay <= addDays(today, 2);
  const issuedOn = chosen ?? (isMovedOn ? lastDay : today);
  const { numbers, action } = numbersAfter(context, series, last, [issuedOn]);
  return { number: numbers[0] ?? '', issuedOn, action };
}

/** Like `nextNumber`, for documents with ascending dates of issue, all in one year. */
export async function nextNumbers(
  context: Context,
  series: Series,
  dates: readonly string[],
): Promise<{ numbers: string[]; action: Action }> {
  return numbersAfter(context, series, await lastOf(context, series, dates[0] ?? ''), dates);
}

interface Last {
  key: Key;
  found: SeriesItem | undefined;
}

/** The last number of a series, or of one of its years. */
async function lastOf(context: Context, { id, prefix }: Series, day: string): Promise<Last> {
  const year = prefix.includes('{year}') ? day.slice(0, 4) : undefined;
  const key = seriesKey(context.orgId, counterOf(id, year));
  return { key, found: await getItem<SeriesItem>(context, key) };
}

function numbersAfter(
  context: Context,
  { prefix }: Series,
  { key, found }: Last,
  dates: readonly string[],
): { numbers: string[]; action: Action } {
  const [first = '', issuedOn = first] = [dates[0], dates.at(-1)];
  const year = first.slice(0, 4);
  if (found && found.issuedOn > first)
    throw fieldProblem('/issuedOn', 'before_last_number', 'invalid_input', { lastIssuedOn: found.issuedOn });
  const before = found?.last ?? 0;
  const last = before + dates.length;
  const numbers = dates.map(
    (_, place) => `${prefixIn(prefix, year)}${String(before + place + 1).padStart(numberDigits, '0')}`,
  );
  const refuse = () => new NumberTaken();
  const action: Action = found
    ? {
        update: under(ifEquals({ last: found.last }), {
          Key: { ...key },
          UpdateExpression: 'SET #last = :next, issuedOn = :issuedOn',
          ExpressionAttributeNames: { '#last': 'last' },
          ExpressionAttributeValues: { ':next': last, ':issuedOn': issuedOn },
        }),
        refuse,
      }
    : {
        put: { Item: { ...key, kind: 'series', org: context.orgId, last, issuedOn }, ...ifAbsent },
        refuse,
      };
  return { numbers, action };
}

/**
 * What is wrong with the first series that has the ID of one before it, and so its counter, or a prefix that could give
 * the same number. Invoices and credit notes are numbered apart.
 */
export function repeatedSeries({
  invoiceSeries,
  creditSeries,
}: Pick<BillingSettings, 'invoiceSeries' | 'creditSeries'>): FieldFault | undefined {
  const all = [...invoiceSeries, ...creditSeries];
  const found = all.flatMap((one, at): FieldFault[] => {
    const place = at - invoiceSeries.length;
    const pointer = place < 0 ? `/invoiceSeries/${at}` : `/creditSeries/${place}`;
    const before = all.slice(0, at);
    if (before.some(({ id }) => id === one.id)) return [{ pointer: `${pointer}/id`, code: 'taken' }];
    const other = before.find(({ prefix }) => meets(one.prefix, prefix));
    return other ? [{ pointer: `${pointer}/prefix`, code: 'taken', series: other.prefix }] : [];
  });
  return found[0];
}

/**
 * Whether two prefixes can give the same number in some year: if they are the same then, or differ only by digits, as F
 * and F1 do in F10001.
 */
function meets(one: string, other: string): boolean {
  const years = ['2000', ...[...`${one} ${other}`.matchAll(/(?=(\d{4}))/g)].map(([, year = '']) => year)];
  return years.some((year) => {
    const [short, long] = [prefixIn(one, year), prefixIn(other, year)].toSorted(
      (first, second) => first.length - second.length,
    ) as [string, string];
    return long.startsWith(short) && /^\d*$/.test(long.slice(short.length));
  });
}

/** Whether a series has numbers, in any year. */
export async function hasNumbers(context: Context, id: string): Promise<boolean> {
  const { pk, sk } = seriesKey(context.orgId, id);
  const { items } = await query(context, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
    ExpressionAttributeValues: { ':pk': pk, ':sk': sk },
    ConsistentRead: true,
    ProjectionExpression: 'sk',
  });
  return items.some((item) => item.sk === sk || String(item.sk).startsWith(`${sk}#`));
}
