import type { Phone } from '#contract/field.ts';
import type { DraftLine } from '../fields/draft-line.ts';
import { typedValue } from '../fields/typed-value.ts';
import { inputFields, type RecordView } from '../view.ts';

export type FormValues = Record<string, unknown>;

/** Values of the form fields, taken from a record or from the defaults for a new one. */
export function formValues(view: RecordView, from: Record<string, unknown>): FormValues {
  return Object.fromEntries(
    inputFields(view).map(([name, field]) => [
      name,
      typedValue(field.kind, from[name]) ?? field.whenMissing ?? emptyOf(field.kind),
    ]),
  );
}

/** The kinds of fields that have a list of values. */
const listKinds: readonly string[] = [
  'phones',
  'tags',
  'relations',
  'choices',
  'lines',
  'prices',
  'allocations',
  'about',
];

const emptyOf = (kind: string): unknown => (listKinds.includes(kind) ? [] : '');

function isEmpty(value: unknown): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

/**
 * Request body that creates a record. Empty values are left out, with null for cleared defaults, which the service would
 * otherwise fill in.
 */
export function createBody(
  view: RecordView,
  values: FormValues,
  defaults: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const entries = inputFields(view).flatMap(([name, field]) => {
    const value = cleaned(values[name]);
    if (!isEmpty(value)) return [[name, value] as const];
    return field.mode === 'optional' && !isEmpty(defaults[name]) ? [[name, null] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** Request body that updates a record: only changed values, with null for cleared optional fields. */
export function updateBody(
  view: RecordView,
  before: FormValues,
  values: FormValues,
): Record<string, unknown> {
  const changed = inputFields(view).flatMap(([name, field]) => {
    const value = cleaned(values[name]);
    if (JSON.stringify(value) === JSON.stringify(cleaned(before[name]))) return [];
    return [[name, isEmpty(value) && field.mode === 'optional' ? null : value] as const];
  });
  return Object.fromEntries(changed);
}

/** Trims text, and removes what the user hasn't filled in from lists. */
function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return value.trim();
  return Array.isArray(value) ? value.filter((item) => !isBlank(item as Item)) : value;
}

/**
 * The pointer to a form's value that a pointer into the request body refers to. They differ after entries of a list that
 * aren't filled in, which the body leaves out.
 */
export function formPointer(values: FormValues, pointer: string): string {
  const [, name = '', place, rest = ''] = /^\/([^/]+)\/(\d+)(.*)$/.exec(pointer) ?? [];
  const list = values[name];
  if (place === undefined || !Array.isArray(list)) return pointer;
  const filled = [...list.keys()].filter((at) => !isBlank(list[at] as Item));
  return `/${name}/${filled[Number(place)] ?? place}${rest}`;
}

/** An entry of a list: an id, a typed amount, a phone number, an amount of money, or a line of a document. */
type Item = string | Partial<Phone> | DraftLine;

function isBlank(item: Item): boolean {
  if (typeof item === 'string') return item.trim() === '';
  if ('number' in item) return item.number.trim() === '';
  return isBlankLine(item as DraftLine);
}

/**
 * Whether nothing was chosen or typed in a line. A line with a product isn't blank while the product's values are still
 * being loaded.
 */
const isBlankLine = ({
  description,
  unitPriceMinor,
  productId,
  quantity,
  discountPercent,
  unit,
}: DraftLine): boolean =>
  description === '' &&
  unitPriceMinor === '' &&
  productId === undefined &&
  discountPercent === undefined &&
  unit === undefined &&
  (quantity === '' || quantity === 1);
