import * as z from 'zod/mini';
import { calendarDate, id, line, signedMoney, type Money } from '../field.ts';
import { filterMoment } from '../moment.ts';
import { fieldErrorsOf, type FieldFault } from '../problem.ts';
import type { Column } from './column.ts';
import type { ColumnKind } from './column-kind.ts';
import { operatorNames, type Condition, type Filter, type Operator } from './filter-tree.ts';
import { listLimits } from './list-limits.ts';
import { operators, periodUnits } from './operators.ts';

/** A calendar date, or a number of days before (negative) or after today in the organization's time zone. */
export const day = z.union([
  calendarDate,
  z.strictObject({ days: z.int().check(z.gte(-listLimits.daysMax), z.lte(listLimits.daysMax)) }),
]);
export type Day = z.infer<typeof day>;

/**
 * A period relative to today. `this` is the current day, calendar week, month, or quarter or year of the organization's
 * fiscal year. `last` and `next` are a number of units that end or begin today, so the last 30 days include today.
 */
export const period = z.union([
  z.strictObject({ this: z.enum(periodUnits) }),
  z.strictObject({ last: z.int().check(z.gte(1), z.lte(listLimits.periodsMax)), unit: z.enum(periodUnits) }),
  z.strictObject({ next: z.int().check(z.gte(1), z.lte(listLimits.periodsMax)), unit: z.enum(periodUnits) }),
]);
export type Period = z.infer<typeof period>;

export const term = line(listLimits.textCharacters);
const number = z.number();
const pair = <T>(value: z.ZodMiniType<T>) => z.tuple([value, value]);
export const values = z
  .array(line(listLimits.valueCharacters))
  .check(z.minLength(1), z.maxLength(listLimits.valuesPerCondition));

/** The schema of a condition's value. Operators without a value have none. */
function valueSchema(kind: ColumnKind, op: Operator): z.ZodMiniType | undefined {
  if (op === 'isEmpty' || op === 'isNotEmpty') return undefined;
  if (op === 'anyOf' || op === 'noneOf') return values;
  if (op === 'within') return period;
  // A moment is no range of days.
  if (kind === 'timestamp' && op !== 'is' && op !== 'between') return z.union([day, filterMoment]);
  const one = { text: term, phones: term, number, money: signedMoney, date: day, timestamp: day }[
    kind as Exclude<ColumnKind, 'choice' | 'choices'>
  ] as z.ZodMiniType;
  return op === 'between' ? pair(one) : one;
}

export const condition = z.strictObject({
  field: line(listLimits.fieldCharacters),
  op: z.enum(operatorNames),
  value: z.optional(z.unknown()),
});

const group = <T>(node: z.ZodMiniType<T>) => {
  const nodes = z.array(node).check(z.minLength(1), z.maxLength(listLimits.conditions));
  return z.union([z.strictObject({ and: nodes }), z.strictObject({ or: nodes })]);
};

/**
 * A filter in a request. `checkFilter` checks columns and values, which depend on the record type and the organization.
 */
export const filterInput = z.union([
  condition,
  group(z.union([condition, group(condition)])),
]) as unknown as z.ZodMiniType<Filter>;

/**
 * Errors of a filter: unknown columns, operators that a column doesn't have, invalid values, and too many conditions.
 */
export function checkFilter(
  tree: Filter,
  columns: ReadonlyMap<string, Column>,
  pointer = '/filter',
): FieldFault[] {
  const errors = errorsIn(tree, columns, pointer);
  const { conditions, values } = sizeOf(tree);
  if (conditions > listLimits.conditions)
    errors.push({ pointer, code: 'too_many', limit: listLimits.conditions });
  if (values > listLimits.values) errors.push({ pointer, code: 'too_many', limit: listLimits.values });
  return errors;
}

function errorsIn(tree: Filter, columns: ReadonlyMap<string, Column>, pointer: string): FieldFault[] {
  if ('and' in tree) return tree.and.flatMap((node, at) => errorsIn(node, columns, `${pointer}/and/${at}`));
  if ('or' in tree) return tree.or.flatMap((node, at) => errorsIn(node, columns, `${pointer}/or/${at}`));
  const known = columns.get(tree.field);
  if (!known) return [{ pointer: `${pointer}/field`, code: 'unknown_field' }];
  const accepted = operators[known.kind];
  if (!accepted.includes(tree.op)) {
    return [{ pointer: `${pointer}/op`, code: 'not_a_choice', choices: [...accepted] }];
  }
  return valueErrors(known, tree, `${pointer}/value`);
}

function valueErrors(column: Column, { op, value }: Condition, pointer: string): FieldFault[] {
  const schema = valueSchema(column.kind, op);
  if (!schema) return value === undefined ? [] : [{ pointer, code: 'not_allowed' }];
  if (value === undefined) return [{ pointer, code: 'required' }];
  const { success, error } = schema.safeParse(value, { reportInput: true });
  if (!success) return fieldErrorsOf(error.issues, pointer);
  if (op === 'between' && column.kind === 'money') {
    const [from, to] = value as Money[];
    return from?.currency === to?.currency
      ? []
      : [{ pointer: `${pointer}/1/currency`, code: 'not_a_choice' }];
  }
  if (op !== 'anyOf' && op !== 'noneOf') return [];
  return (value as string[]).flatMap((one, at) =>
    canBe(column, one) ? [] : [{ pointer: `${pointer}/${at}`, code: 'not_a_choice' }],
  );
}

/** A percentage as text: as JavaScript writes it, with up to four decimals. */
const percentText = /^(?:0|[1-9]\d{0,2})(?:\.\d{0,3}[1-9])?$/;

/** Whether a column can have a value. Ids of records are checked by their format only. */
function canBe({ choices, existing, hasMembers, isPercent }: Column, value: string): boolean {
  if (isPercent) return percentText.test(value);
  if (hasMembers && value === 'me') return true;
  const known = choices ?? existing;
  return known ? known.includes(value) : id.safeParse(value).success;
}

interface FilterSize {
  conditions: number;
  values: number;
}

function sizeOf(tree: Filter): FilterSize {
  if (!('and' in tree || 'or' in tree))
    return { conditions: 1, values: Array.isArray(tree.value) ? tree.value.length : 1 };
  const parts = ('and' in tree ? tree.and : tree.or).map(sizeOf);
  return {
    conditions: parts.reduce((sum, part) => sum + part.conditions, 0),
    values: parts.reduce((sum, part) => sum + part.values, 0),
  };
}
