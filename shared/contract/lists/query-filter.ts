import { dayParameters } from '../day-of.ts';
import type { RecordType } from '../record-type.ts';
import type { Column } from './column.ts';
import { customColumnPrefix, type ColumnKind } from './column-kind.ts';
import type { Filter } from './filter-tree.ts';

/** A query parameter and the filter that it stands for. */
export interface QueryFilter {
  parameter: string;
  filter: Filter;
}

/** What filters in a query string depend on. Amounts are in the organization's currency. */
interface ListOfType {
  type: RecordType;
  columns: ReadonlyMap<string, Column>;
  currency: string;
}

/** The value of a parameter that stands for records without a value. */
const none = 'none';

type Query = Readonly<Record<string, unknown>>;

/**
 * The filters of a list's query, except `teamOf`, which depends on the organization chart. They are not checked yet:
 * `checkFilter` finds unknown columns and values.
 */
export function queryFilters(list: ListOfType, query: Query): QueryFilter[] {
  const { type } = list;
  const chosen = [
    ...type.filters,
    ...Object.keys(type.computed).filter((name) => type.computed[name]?.choices !== undefined),
  ];
  return [
    ...chosen.flatMap((name) =>
      named(name, query[name], (values) => oneOf(list, name, values as readonly string[])),
    ),
    ...Object.entries(type.bounds).flatMap(([name, filterOf]) =>
      named(name, query[name], (bound) => filterOf(bound as number, list.currency)),
    ),
    ...Object.entries(type.days).flatMap(([name, field]) => {
      const { from, to } = dayParameters(name);
      return [
        ...named(from, query[from], (value) => ({ field, op: 'onOrAfter', value })),
        ...named(to, query[to], (value) => ({ field, op: 'onOrBefore', value })),
      ];
    }),
    ...named('updatedSince', query.updatedSince, (value) => ({ field: 'updatedAt', op: 'onOrAfter', value })),
    ...named('hasActivities', query.hasActivities, (value) => ({
      field: 'activityCount',
      op: value === 'true' ? 'atLeast' : 'less',
      value: 1,
    })),
    ...named('hasNextTask', query.hasNextTask, (value) => ({
      field: 'nextTaskAt',
      op: value === 'true' ? 'isNotEmpty' : 'isEmpty',
    })),
    ...Object.entries(query).flatMap(([name, value]) =>
      name.startsWith(customColumnPrefix)
        ? named(name, value, (text) => customFilter(list, name, String(text)))
        : [],
    ),
  ];
}

const named = (parameter: string, value: unknown, filterOf: (value: unknown) => Filter): QueryFilter[] =>
  value === undefined ? [] : [{ parameter, filter: filterOf(value) }];

/** The filter of comma-separated values, one of which is enough. */
function oneOf({ columns }: ListOfType, field: string, values: readonly string[]): Filter {
  const kind = columns.get(field)?.kind ?? 'choice';
  const others = values.filter((value) => value !== none);
  const parts: Filter[] = values.length > others.length ? [{ field, op: 'isEmpty' }] : [];
  if (others.length > 0)
    parts.push(
      ...(kind === 'choice' || kind === 'choices'
        ? [{ field, op: 'anyOf', value: others } as const]
        : others.map(
            (value) =>
              ({ field, op: kind === 'phones' ? 'contains' : 'is', value: typed(kind, value) }) as const,
          )),
    );
  const [only, ...more] = parts;
  return only && more.length === 0 ? only : { or: parts };
}

function customFilter(list: ListOfType, name: string, text: string): Filter {
  const [, key = '', end] = name.split('.');
  const field = customColumnPrefix + key;
  if (end === undefined) return oneOf(list, field, [...new Set(text.split(','))]);
  const kind = list.columns.get(field)?.kind ?? 'number';
  const value =
    kind === 'money' ? { amountMinor: typed('number', text), currency: list.currency } : typed(kind, text);
  if (kind === 'date') return { field, op: end === 'from' ? 'onOrAfter' : 'onOrBefore', value };
  return { field, op: end === 'from' ? 'atLeast' : 'atMost', value };
}

/** A number, if the text is one. Otherwise the text, which is then refused for columns with numbers. */
const typed = (kind: ColumnKind, text: string): unknown =>
  kind === 'number' && /^-?\d{1,15}(\.\d{1,9})?$/.test(text) ? Number(text) : text;
