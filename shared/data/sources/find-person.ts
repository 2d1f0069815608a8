import type { RecordReference } from '#contract/about.ts';
import { id as recordId, type Field, type Phone } from '#contract/field.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import { cellText, type Cell, type Reading } from '../imports/cell.ts';
import { readCell } from '../imports/cell-values.ts';
import { findRecords } from '../imports/find-records.ts';
import type { Context } from '../organization/context.ts';
import { recordDefinitions } from '../records/definitions.ts';
import { readVisible } from '../records/visible.ts';

/** Of whom there are contact details. Those that come first count: a contact can be a lead, too. */
const people = ['contact', 'lead', 'customer', 'vendor'] as const satisfies RecordTypeName[];

/** The records that have an e-mail address, a phone number or an ID: all those of the first type that has some. */
export async function findPerson(context: Context, cell: Cell, reading: Reading): Promise<RecordReference[]> {
  const text = cellText(cell).trim();
  if (recordId.safeParse(text).success) {
    const found = await Promise.all(people.map((type) => readVisible(context, [{ type, id: text }])));
    return people.flatMap((type, place) =>
      [...(found[place]?.values() ?? [])].map(({ id }) => ({ type, id })),
    );
  }
  const field = text.includes('@') ? 'email' : 'phones';
  for (const type of people) {
    const definition = recordDefinitions[type];
    const known = definition.type.fields as Record<string, Field>;
    const values = known[field] ? valuesIn(known[field], cell, reading) : [];
    const found = await findRecords(context, definition, field, values);
    const ids = [...new Set([...found.values()].flat())];
    if (ids.length > 0) return ids.map((id) => ({ type, id }));
  }
  return [];
}

/** The value of a field that a text means, as records have it. */
function valuesIn(field: Field, cell: Cell, reading: Reading): string[] {
  const read = readCell(field, cell, reading);
  if (!('value' in read)) return [];
  if (typeof read.value === 'string') return [read.value];
  return Array.isArray(read.value) ? (read.value as Phone[]).map(({ number }) => number) : [];
}
