import { fractionDigits } from '#contract/currency.ts';
import type { Money } from '#contract/field.ts';
import type { Day, Period } from '#contract/lists/filter.ts';
import {
  conditionsIn,
  operatorNames,
  type Condition,
  type Filter,
  type Operator,
} from '#contract/lists/filter-tree.ts';
import { listLimits } from '#contract/lists/list-limits.ts';
import { periodUnits, type PeriodUnit } from '#contract/lists/operators.ts';
import { decimalText } from '#contract/typed-amounts.ts';
import { isDay } from '#lib/i18n/format.ts';

// The text of a filter in the address of a list, such as
// `city:is:Bogotá;or(lastActivityAt:isEmpty;lastActivityAt:before:-60d)`. Conditions are `field:operator:value`.
// Those separated by `;` must all be met. `*` before a reserved character stands for the character itself.

/** The text of a filter whose conditions are complete. `filterFrom` restores the filter from it. */
export function filterText(filter: Filter): string {
  if ('and' in filter && filter.and.length > 1) return filter.and.map(nodeText).join(';');
  return nodeText(filter);
}

function nodeText(node: Filter): string {
  if ('and' in node) return `and(${node.and.map(nodeText).join(';')})`;
  if ('or' in node) return `or(${node.or.map(nodeText).join(';')})`;
  const { field, op, value } = node;
  const start = `${escaped(field)}:${op}`;
  return value === undefined ? start : `${start}:${valueText(op, value)}`;
}

function valueText(op: Operator, value: unknown): string {
  if (op === 'within') return periodText(value as Period);
  if (op === 'between') return (value as unknown[]).map(singleText).join('..');
  if (Array.isArray(value)) return value.map((one) => escaped(String(one))).join(',');
  return op === 'contains' || op === 'startsWith' ? escaped(String(value)) : singleText(value);
}

const periodText = (period: Period): string => {
  if ('this' in period) return `this-${period.this}`;
  return 'last' in period ? `last-${period.last}-${period.unit}` : `next-${period.next}-${period.unit}`;
};

/** A text, number, amount or day. A `*` before its first character marks a text that looks like another value. */
function singleText(value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    if ('days' in value) return `${(value as { days: number }).days}d`;
    const { amountMinor, currency } = value as Money;
    return decimalText(amountMinor, fractionDigits(currency)) + currency;
  }
  if (typeof value !== 'string') return String(value);
  const text = escaped(value);
  return forms.some(({ form }) => form.test(text)) ? `*${text}` : text;
}

const escaped = (text: string): string => text.replace(/[*:;,()]/g, '*$&');

/** The filter of a text. Undefined if the text is damaged or exceeds the limits of filters. */
export function filterFrom(text: string): Filter | undefined {
  const parts = split(text, ';');
  const filter = parts.length > 1 ? groupOf('and', parts, 1) : nodeFrom(text, 2);
  return filter && isWithinLimits(filter) ? filter : undefined;
}

function nodeFrom(text: string, levels: number): Filter | undefined {
  const [, kind, inner] = /^(and|or)\((.*)\)$/s.exec(text) ?? [];
  if (inner === undefined) return conditionFrom(text);
  return levels > 0 ? groupOf(kind as 'and' | 'or', split(inner, ';'), levels - 1) : undefined;
}

function groupOf(kind: 'and' | 'or', parts: readonly string[], levels: number): Filter | undefined {
  const nodes = parts.map((part) => nodeFrom(part, levels)).filter((node) => node !== undefined);
  if (nodes.length < parts.length) return undefined;
  return kind === 'and' ? { and: nodes } : { or: nodes };
}

/** The parts of a text between separators, except separators that are escaped or in parentheses. */
function split(text: string, separator: string): string[] {
  const parts: string[] = [];
  let part = '';
  let depth = 0;
  for (const [token] of text.matchAll(/\*?./gsu)) {
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (token === separator && depth === 0) {
      parts.push(part);
      part = '';
    } else part += token;
  }
  return [...parts, part];
}

function conditionFrom(text: string): Condition | undefined {
  const [name = '', op = '', ...values] = split(text, ':');
  const field = unescaped(name);
  if (!field || field.length > listLimits.fieldCharacters || !isOperator(op)) return undefined;
  const isValueless = op === 'isEmpty' || op === 'isNotEmpty';
  if (values.length !== (isValueless ? 0 : 1)) return undefined;
  if (isValueless) return { field, op };
  const value = valueFrom(op, values[0] ?? '');
  return value === undefined ? undefined : { field, op, value };
}

const isOperator = (text: string): text is Operator => operatorNames.some((name) => name === text);

function valueFrom(op: Operator, text: string): unknown {
  switch (op) {
    case 'within':
      return periodFrom(text);
    case 'between':
      return complete(text.split('..').map(typedFrom), 2);
    case 'anyOf':
    case 'noneOf':
      return complete(split(text, ',').map((one) => lineFrom(one, listLimits.valueCharacters)));
    case 'contains':
    case 'startsWith':
      return lineFrom(text, listLimits.textCharacters);
    case 'is':
    case 'isNot':
      return forms.some(({ form }) => form.test(text))
        ? typedFrom(text)
        : lineFrom(text, listLimits.textCharacters);
    default:
      return typedFrom(text);
  }
}

/** The values, unless one of them is missing or their number is wrong. */
const complete = (values: readonly unknown[], count = values.length): readonly unknown[] | undefined =>
  values.length === count && !values.includes(undefined) ? values : undefined;

function periodFrom(text: string): Period | undefined {
  const [direction, ...rest] = text.split('-');
  const [count, unit] = direction === 'this' ? ['1', ...rest] : rest;
  if (!/^[1-9]\d{0,3}$/.test(count ?? '') || Number(count) > listLimits.periodsMax) return undefined;
  const known = periodUnits.find((one) => one === unit);
  return known && rest.length === (direction === 'this' ? 1 : 2)
    ? periodOf(direction, Number(count), known)
    : undefined;
}

function periodOf(direction: string | undefined, count: number, unit: PeriodUnit): Period | undefined {
  if (direction === 'this') return { this: unit };
  if (direction === 'last') return { last: count, unit };
  return direction === 'next' ? { next: count, unit } : undefined;
}

/** Forms of the values that aren't texts, with functions that read them. Dates are texts. */
const forms: readonly { form: RegExp; read: (text: string) => number | Money | Day | undefined }[] = [
  { form: /^-?\d+(\.\d+)?(e[+-]\d+)?$/, read: (text) => finite(Number(text)) },
  { form: /^\d+(\.\d+)?[A-Z]{3}$/, read: amountFrom },
  { form: /^-?\d+d$/, read: (text) => daysFrom(Number(text.slice(0, -1))) },
];

/** A number, amount or day. */
function typedFrom(text: string): number | Money | Day | undefined {
  if (isDate(text)) return text;
  return forms.find(({ form }) => form.test(text))?.read(text);
}

const finite = (number: number): number | undefined => (Number.isFinite(number) ? number + 0 : undefined);

const daysFrom = (days: number): Day | undefined =>
  Math.abs(days) > listLimits.daysMax ? undefined : { days: days + 0 };

function amountFrom(text: string): Money | undefined {
  const currency = text.slice(-3);
  const [whole = '', decimals = ''] = text.slice(0, -3).split('.');
  const digits = fractionDigits(currency);
  const amountMinor = Number(whole + decimals.padEnd(digits, '0'));
  return decimals.length <= digits && Number.isSafeInteger(amountMinor)
    ? { amountMinor, currency }
    : undefined;
}

/** Whether a text is a date that exists, in a year that the service accepts. */
function isDate(text: string): boolean {
  const time = isDay(text) ? Date.parse(`${text}T00:00Z`) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** A text without its escapes. Undefined if it contains other reserved characters, or is empty or too long. */
function lineFrom(text: string, length: number): string | undefined {
  const line = unescaped(text);
  return line && line.length <= length ? line : undefined;
}

const unescaped = (text: string): string | undefined =>
  /^(?:[^*:;,()\p{Cc}\p{Cs}]|\*[^\p{Cc}\p{Cs}])+$/u.test(text) ? text.replace(/\*(.)/gu, '$1') : undefined;

function isWithinLimits(filter: Filter): boolean {
  const conditions = conditionsIn(filter);
  const counts = conditions.map(({ value }) => (Array.isArray(value) ? value.length : 1));
  return (
    conditions.length <= listLimits.conditions &&
    counts.every((count) => count <= listLimits.valuesPerCondition) &&
    counts.reduce((sum, count) => sum + count, 0) <= listLimits.values
  );
}

/**
 * A query string in which the reserved characters of filters stay readable. Browsers and the site accept them in
 * queries; `URLSearchParams` escapes them only when it writes.
 */
export const readableQuery = (query: URLSearchParams): string =>
  query.toString().replace(/%(?:28|29|2C|3A|3B)/g, (code) => decodeURIComponent(code));
