import { isEntryType } from '#contract/entry-type-names.ts';
import type { Field } from '#contract/field.ts';
import type { ImportTypeName } from '#contract/import-types.ts';
import { recordTypes, type RecordTypeName } from '#contract/record-types.ts';

/**
 * What files of other programs are called besides the nouns of record types, as words without accents. Of most, the plural
 * follows from the singular.
 */
const words: Partial<Record<ImportTypeName, readonly string[]>> = {
  customer: [
    ...['client', 'account', 'company', 'companies', 'organization', 'organisation'],
    ...['cuenta', 'empresa', 'compania', 'organizacion'],
  ],
  contact: ['person', 'people', 'address', 'persona'],
  lead: ['prospect', 'candidate', 'candidato'],
  deal: ['opportunity', 'opportunities', 'sale', 'oportunidad', 'trato', 'venta'],
  quote: ['quotation', 'estimate', 'cotizacion'],
  order: ['orden'],
  invoice: ['credit note'],
  payment: ['receipt', 'cobro'],
  product: ['item', 'articulo'],
  vendor: ['supplier'],
  employee: ['staff', 'personal'],
  note: ['note', 'nota'],
  activity: [
    ...['activity', 'activities', 'call', 'meeting', 'event', 'engagement', 'emails'],
    ...['actividad', 'llamada', 'reunion', 'evento', 'correos'],
  ],
  task: ['task', 'tarea'],
};

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/**
 * What a file's name says about its rows. Notes, activities and tasks count before the records that they belong to; of
 * several types of records, the one that comes first.
 */
export function guessType(name: string, types: readonly ImportTypeName[]): ImportTypeName | undefined {
  const text = plain(name.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2'));
  const found = types.flatMap((type) => {
    return [...(words[type] ?? []), ...ownWords(type)].flatMap((word) => {
      const at = text.search(new RegExp(`(?<![a-z])${word}(e?s)?(?![a-z])`));
      return at < 0 ? [] : [{ type, at: isEntryType(type) ? at - text.length : at }];
    });
  });
  return found.toSorted((a, b) => a.at - b.at)[0]?.type;
}

/** What the product itself calls the records of a type, in the singular and the plural. */
function ownWords(type: ImportTypeName): string[] {
  if (isEntryType(type)) return [];
  return Object.values(recordTypes[type].nouns).flatMap(({ one, many }) => [plain(one), plain(many)]);
}

/** How many other types have to be imported before a type, because its records refer to them. */
function depthOf(type: ImportTypeName, before: readonly RecordTypeName[] = []): number {
  if (isEntryType(type)) return Infinity;
  const path = [...before, type];
  const fields = Object.values<Field>(recordTypes[type].fields);
  const others = fields.flatMap((field) => {
    const to = field.to as RecordTypeName | undefined;
    return to !== undefined && to in recordTypes && !path.includes(to) ? [to] : [];
  });
  return Math.max(0, ...others.map((to) => depthOf(to, path) + 1));
}

/** Files in the order in which each one finds the records that it refers to. */
export const inOrder = <T extends { recordType: ImportTypeName }>(files: readonly T[]): T[] =>
  files.toSorted((a, b) => compare(depthOf(a.recordType), depthOf(b.recordType)));

const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);
