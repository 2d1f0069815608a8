import type { BillingSettings } from '#contract/billing.ts';

const textNames = [
  'legalName',
  'taxId',
  'address',
  'postalCode',
  'city',
  'state',
  'country',
  'email',
  'phone',
  'bankDetails',
  'footer',
  'accentColor',
] as const;

/** The values of the form. Empty texts are values that aren’t set. */
export type BillingValues = Record<(typeof textNames)[number], string> & {
  attachPdf: boolean;
  dueDays: unknown;
  /** The prefix of the first series. */
  invoiceSeries: string;
  creditSeries: string;
  /** Days, separated by commas. */
  reminderDays: string;
};

export const formValues = (billing: BillingSettings): BillingValues => ({
  ...(Object.fromEntries(textNames.map((name) => [name, billing[name] ?? ''])) as Record<
    (typeof textNames)[number],
    string
  >),
  attachPdf: billing.attachPdf,
  dueDays: billing.dueDays,
  invoiceSeries: billing.invoiceSeries[0]?.prefix ?? '',
  creditSeries: billing.creditSeries[0]?.prefix ?? '',
  reminderDays: billing.reminderDays.join(', '),
});

/** The request body: only changed values, with null for those that were cleared. */
export function bodyOf(before: BillingSettings, values: BillingValues): Record<string, unknown> {
  const [old, next] = [formValues(before), values];
  const texts = textNames.flatMap((name) => {
    const text = next[name].trim();
    return text === old[name] ? [] : [[name, text === '' ? null : text] as const];
  });
  const series = (['invoiceSeries', 'creditSeries'] as const).flatMap((name) => {
    const [first, ...others] = before[name];
    if (next[name] === old[name] || !first) return [];
    return [[name, [{ ...first, prefix: next[name] }, ...others]] as const];
  });
  return {
    ...Object.fromEntries(texts),
    ...Object.fromEntries(series),
    ...(next.attachPdf === old.attachPdf ? {} : { attachPdf: next.attachPdf }),
    ...(next.dueDays === old.dueDays ? {} : { dueDays: next.dueDays }),
    ...(next.reminderDays === old.reminderDays ? {} : { reminderDays: daysIn(next.reminderDays) }),
  };
}

/** The values that the user and somebody else have changed to different ones. */
export const changedByBoth = (
  base: BillingValues,
  mine: BillingValues,
  theirs: BillingValues,
): (keyof BillingValues)[] =>
  (Object.keys(base) as (keyof BillingValues)[]).filter(
    (name) => theirs[name] !== base[name] && mine[name] !== base[name] && mine[name] !== theirs[name],
  );

/** The typed days as numbers, each once. Other texts stay as they are, so that the schema refuses them. */
export function daysIn(text: string): unknown[] {
  const parts = text.split(',').map((part) => part.trim().replace('−', '-'));
  const days = parts.flatMap((part) => (part === '' ? [] : [/^-?\d{1,4}$/.test(part) ? Number(part) : part]));
  return [...new Set(days)];
}
