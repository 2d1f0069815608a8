import type { CustomKind } from '#contract/custom-field.ts';
import type { CustomValue, CustomValues } from '#contract/custom-value.ts';
import { limits } from '#contract/limits.ts';
import { fieldProblem } from '#contract/problem.ts';
import { filterableOf, type CustomSlot, type WithSlots, customPrefix } from './slots.ts';
import { noValue } from '../store/keys.ts';

/** A range of a custom number, amount or date. */
export interface CustomRange {
  key: string;
  from?: number | string;
  to?: number | string;
  /** Amounts of another currency are not compared. */
  currency?: string;
}

interface CustomFilters {
  filters: Record<string, string[]>;
  ranges: CustomRange[];
}

const rangeKinds: readonly CustomKind[] = ['number', 'money', 'date'];

/**
 * Parses a list's custom field filters: `custom.<key>` accepts values or `none`; numbers, amounts and dates also accept
 * the bounds `custom.<key>.from` and `.to`. A field that isn't shown in lists is rejected like an unknown one.
 */
export function customFilters(
  settings: WithSlots & { currency: string },
  type: string,
  input: Readonly<Record<string, unknown>>,
  pointer = '/query',
): CustomFilters {
  const slots = filterableOf(settings, type);
  const filters: Record<string, string[]> = {};
  const ranges = new Map<string, CustomRange>();
  for (const [name, value] of Object.entries(input)) {
    if (!name.startsWith(customPrefix) || value === undefined) continue;
    const [, key = '', end] = name.split('.');
    const slot = slots.find((one) => one.key === key);
    const isRange = slot !== undefined && rangeKinds.includes(slot.kind);
    if (!slot || (end !== undefined && !isRange)) throw fieldProblem(`${pointer}/${name}`, 'unknown_field');
    const text = Array.isArray(value) ? value.join(',') : String(value);
    if (end === undefined) filters[name] = valuesFrom(slot, `${pointer}/${name}`, text);
    else
      ranges.set(key, {
        key,
        ...ranges.get(key),
        [end]: boundFrom(slot, `${pointer}/${name}`, text),
        ...(slot.kind === 'money' ? { currency: settings.currency } : {}),
      });
  }
  const inOrder = [...ranges.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  return { filters, ranges: inOrder };
}

const shapes: Partial<Record<CustomKind, RegExp>> = {
  choice: /^[a-z][a-z0-9-]*$/,
  choices: /^[a-z][a-z0-9-]*$/,
  yesNo: /^(true|false)$/,
  relation: /^[0-9a-f-]{36}$/,
  number: /^-?\d{1,12}(\.\d{1,9})?$/,
  money: /^-?\d{1,15}$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
};

function valuesFrom({ kind }: CustomSlot, pointer: string, text: string): string[] {
  const values = [...new Set(text.split(','))];
  if (values.length > limits.statusesPerList)
    throw fieldProblem(pointer, 'too_many', 'invalid_input', { limit: limits.statusesPerList });
  const isValue = (value: string) =>
    value === noValue || (shapes[kind]?.test(value) ?? value.length <= limits.customRowCharacters);
  // Amounts can be filtered by `none` and by bounds only.
  const isWrong = values.some((value) => !isValue(value) || (kind === 'money' && value !== noValue));
  if (isWrong) throw fieldProblem(pointer, 'invalid_format');
  return values;
}

function boundFrom({ kind }: CustomSlot, pointer: string, text: string): number | string {
  if (!shapes[kind]?.test(text)) throw fieldProblem(pointer, 'invalid_format');
  return kind === 'date' ? text : Number(text);
}

/** A custom value as the texts that filters and counters compare. */
export function customTexts(custom: CustomValues | undefined, key: string): string[] {
  const value = custom?.[key];
  if (value === undefined) return [noValue];
  if (Array.isArray(value)) return value;
  return [typeof value === 'object' ? String(value.amountMinor) : String(value)];
}

/** Whether the custom values of a record or list row match the filters and ranges. */
export function fitsCustom(
  custom: CustomValues | undefined,
  filters: readonly (readonly [key: string, wanted: readonly string[]])[],
  ranges: readonly CustomRange[],
): boolean {
  return (
    filters.every(([key, accepted]) => customTexts(custom, key).some((text) => accepted.includes(text))) &&
    ranges.every((range) => isWithinRange(custom?.[range.key], range))
  );
}

function isWithinRange(value: CustomValue | undefined, { from, to, currency }: CustomRange): boolean {
  const compared = comparable(value, currency);
  if (compared === undefined) return false;
  return (from === undefined || compared >= from) && (to === undefined || compared <= to);
}

function comparable(value: CustomValue | undefined, currency: string | undefined) {
  if (typeof value === 'number' || typeof value === 'string') return value;
  if (typeof value !== 'object' || Array.isArray(value)) return undefined;
  return value.currency === currency ? value.amountMinor : undefined;
}
