import { fractionDigits } from '#contract/currency.ts';
import type { Permission } from '#contract/permission.ts';
import { formatDuration, formatNumber, formatShare, formatShort } from '#lib/i18n/format.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { formatExact, formatMoney, formatShortMoney } from '#lib/i18n/money.ts';
import type { Behind } from '#lib/analytics/behind.ts';

/** The names of reports, which their pages and texts have. */
export type ReportName = keyof typeof t.analytics.reports;
/** Values of a report, by name. */
export type Values = Readonly<Record<string, number>>;
export type MeasureName = keyof typeof t.analytics.measures;

/** An average has one decimal. */
type Unit = 'number' | 'average' | 'money' | 'duration' | 'share';

/**
 * A number shown in a report: one of the values, or computed from several. `of` returns undefined for a ratio whose
 * divisor is 0.
 */
export interface Measure {
  name: MeasureName;
  unit: Unit;
  of: (values: Values) => number | undefined;
  /** Set if the measure compares parts and has no meaningful total. */
  isOfParts?: true;
  /** The records that the number counts; undefined if no list can show them. */
  behind?: Behind;
  /** Another measure that the chart shows beside this one. */
  beside?: MeasureName;
}

export interface Report {
  name: ReportName;
  /** What the parts of the report are. With `none`, it has periods only. */
  parts: keyof typeof t.analytics.parts | 'none';
  takesPipeline: boolean;
  /** Whether its amounts are in a currency that the user selects. */
  takesCurrency?: true;
  /** What is needed to see the report, besides the permission for reports. */
  needs?: Permission;
  /** Whether it is as of today, so that no period can be selected. */
  isOfToday?: true;
  /** The chart shows the first one by default. */
  measures: readonly Measure[];
  /** The chart compares these measures. By default, it shows one measure of all periods or parts. */
  compared?: readonly MeasureName[];
}

export const plain = (
  name: MeasureName,
  unit: Unit = 'number',
  { source = name, behind }: { source?: string; behind?: Behind } = {},
): Measure => ({
  name,
  unit,
  of: (values) => values[source],
  ...(behind ? { behind } : {}),
});
/** The difference between two amounts. */
export const difference = (name: MeasureName, more: string, less: string): Measure => ({
  name,
  unit: 'money',
  of: (values) => (values[more] ?? 0) - (values[less] ?? 0),
});
export const ratio = (
  name: MeasureName,
  unit: Unit,
  over: string,
  under: readonly string[],
  behind?: Behind,
): Measure => ({
  name,
  unit,
  ...(behind ? { behind } : {}),
  of: (values) => {
    const below = under.reduce((sum, part) => sum + (values[part] ?? 0), 0);
    return below === 0 ? undefined : (values[over] ?? 0) / below;
  },
});
/** The label and definition of a measure. */
export const measureTexts = (name: MeasureName): { label: string; about: string } =>
  t.analytics.measures[name];

export const reportTitle = (name: ReportName): string => t.analytics.reports[name];

/** Whether a report is divided into periods. Rankings, the funnel and reports as of today have parts only. */
export const hasPeriods = ({ parts, isOfToday }: Report): boolean =>
  !isOfToday && !['stage', 'member', 'customer', 'product', 'seller', 'assignee'].includes(parts);

/** A number formatted for people, or a dash if there is none. */
export const shown = (measure: Measure, values: Values, currency: string): string =>
  textOf(measure, values, (amountMinor) => formatMoney({ amountMinor, currency }), formatShare);

/** A number of a column, in which all amounts and all shares have the same number of decimals. */
export const shownInColumn = (
  measure: Measure,
  values: Values,
  currency: string,
  column: readonly Values[],
): string =>
  textOf(
    measure,
    values,
    (amountMinor) =>
      formatExact(
        { amountMinor, currency },
        column.map((row) => measure.of(row) ?? 0),
      ),
    (share) => formatShare(share, 1),
  );

function textOf(
  { unit, of }: Measure,
  values: Values,
  money: (amountMinor: number) => string,
  share: (value: number) => string,
): string {
  const value = of(values);
  if (value === undefined) return '–';
  if (unit === 'money') return money(Math.round(value));
  if (unit === 'duration') return formatDuration(value);
  if (unit === 'average') return formatNumber(Number(value.toFixed(1)));
  return unit === 'share' ? share(value) : formatNumber(value);
}

/** Whether a number can have records to link to. A count or an amount of 0 has none. */
export function isSomething({ of, unit }: Measure, values: Values): boolean {
  const value = of(values);
  return value !== undefined && (value !== 0 || ['share', 'duration', 'average'].includes(unit));
}

/** A number without formatting, for other programs. Amounts are in major units of the currency. */
export function plainNumber({ of, unit }: Measure, values: Values, currency: string): string {
  const value = of(values);
  if (value === undefined) return '';
  const digits = fractionDigits(currency);
  if (unit === 'money') return (value / 10 ** digits).toFixed(digits);
  if (unit === 'average') return value.toFixed(1);
  return String(unit === 'share' ? Number(value.toFixed(4)) : Math.round(value));
}

/** A number in short form for the axis, with at most one decimal. */
export function shownShort(measure: Measure, value: number, currency: string): string {
  if (measure.unit === 'money') return formatShortMoney({ amountMinor: Math.round(value), currency });
  if (measure.unit === 'number') return formatShort(value);
  return shown({ ...measure, of: () => value }, {}, currency);
}
