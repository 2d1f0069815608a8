import { canHaveColumn, canRepeat, fullNameField } from '#contract/import-columns.ts';
import type { MappedField, SourceType } from '#contract/webhook-source.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import type { RecordView } from '#lib/records/view.ts';

/** What a source fills in besides the fields of its record type. */
const furtherFields: Record<SourceType, string | undefined> = {
  lead: fullNameField,
  contact: fullNameField,
  customer: undefined,
  activity: 'about',
  payment: 'invoice',
};

/** The fields by which sources find records, those first that say most. */
export const matchChoices: Record<SourceType, readonly string[]> = {
  lead: ['externalId', 'email', 'phones'],
  contact: ['externalId', 'email', 'nationalId', 'phones'],
  customer: ['externalId', 'email', 'phones'],
  activity: ['externalId'],
  payment: ['externalId'],
};

type Fields = Pick<RecordView, 'type' | 'name'>;

/** The fields that messages can fill in. The codes of records are given by the service. */
export function fieldNames({ type: { fields }, name }: Fields): string[] {
  const entered = Object.entries(fields).flatMap(([field, one]) =>
    one.codePrefix === undefined && canHaveColumn(one) ? [field] : [],
  );
  const further = furtherFields[name as SourceType];
  return [...(further === undefined ? [] : [further]), ...entered];
}

export function fieldLabel(view: Pick<RecordView, 'texts'>, field: string): string {
  const { fullName, about, invoice } = t.webhookSources.mapping;
  const others: Partial<Record<string, string>> = { [fullNameField]: fullName, about, invoice };
  return others[field] ?? view.texts().fields[field] ?? field;
}

export interface MappingRow {
  field: string;
  /** Its number among those for the same field. */
  nth: number;
  /** Its place in the mapping. Undefined if nothing was chosen for the field. */
  at: number | undefined;
}

/** A row for each field, and one more after those of a field that can have several values. Unknown fields come last. */
export function rowsOf(names: readonly string[], mapping: readonly MappedField[]): MappingRow[] {
  const unknown = mapping.map(({ field }) => field).filter((field) => !names.includes(field));
  return [...names, ...new Set(unknown)].flatMap((field) => {
    const places = mapping.flatMap((one, at) => (one.field === field ? [at] : []));
    const takesMore = places.length === 0 || (field === 'phones' && canRepeat(field));
    return [...places, ...(takesMore ? [undefined] : [])].map((at, nth) => ({ field, nth, at }));
  });
}

export const rowPointer = ({ field, nth }: MappingRow): string => `/mapping/${field}/${nth}`;

/** The mapping with something else in a row, or with nothing. */
export function withRow(
  mapping: readonly MappedField[],
  { at }: MappingRow,
  next: MappedField | undefined,
): MappedField[] {
  const added = next ? [next] : [];
  return at === undefined ? [...mapping, ...added] : mapping.toSpliced(at, 1, ...added);
}
