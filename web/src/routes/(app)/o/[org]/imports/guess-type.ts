import type { Field } from '#contract/field.ts';
import { recordTypes, type RecordTypeName } from '#contract/record-types.ts';

/** What files of other programs are called, as the beginnings of words without accents. */
const words: Partial<Record<RecordTypeName, readonly string[]>> = {
  customer: ['customer', 'client', 'account', 'compan', 'organi', 'cuenta', 'empresa'],
  contact: ['contact', 'person', 'people', 'address'],
  lead: ['lead', 'prospect', 'candidat'],
  deal: ['deal', 'opportunit', 'oportunidad', 'negocio', 'trato', 'venta', 'sale'],
  vendor: ['vendor', 'supplier', 'proveedor'],
  employee: ['employee', 'staff', 'emplead', 'personal', 'plantilla'],
};

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The type of a file's records by the file's name: of several, the one that comes first in it. */
export function guessType(name: string, types: readonly RecordTypeName[]): RecordTypeName | undefined {
  const text = plain(name).replace(/[^a-z]+/g, ' ');
  const found = types.flatMap((type) =>
    [...(words[type] ?? []), plain(recordTypes[type].plural)].flatMap((word) => {
      const at = ` ${text}`.indexOf(` ${word}`);
      return at < 0 ? [] : [{ type, at }];
    }),
  );
  return found.toSorted((a, b) => a.at - b.at)[0]?.type;
}

/** How many other types have to be imported before a type, because its records refer to them. */
function depthOf(type: RecordTypeName, before: readonly RecordTypeName[] = []): number {
  const path = [...before, type];
  const fields = Object.values<Field>(recordTypes[type].fields);
  const others = fields.flatMap((field) => {
    const to = field.to as RecordTypeName | undefined;
    return to !== undefined && to in recordTypes && !path.includes(to) ? [to] : [];
  });
  return Math.max(0, ...others.map((to) => depthOf(to, path) + 1));
}

/** Files in the order in which each one finds the records that it refers to. */
export const inOrder = <T extends { recordType: RecordTypeName }>(files: readonly T[]): T[] =>
  files.toSorted((a, b) => depthOf(a.recordType) - depthOf(b.recordType));
