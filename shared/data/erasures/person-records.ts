import { limits } from '#contract/limits.ts';
import { personTypes } from '#contract/personal-data.ts';
import { keyOf, type AnyRecord, type RecordDefinition } from '../records/definition.ts';
import { definitionOf } from '../records/definitions.ts';
import { recordAttributes } from '../records/read.ts';
import { recordFrom, type RecordItem } from '../records/stored.ts';
import { mergedPrefix, originPrefix } from '../store/keys.ts';
import { getItem, queryAll } from '../store/table.ts';
import type { Session } from '../store/units.ts';

/** A record of a person, in the trash or merged as well. */
export interface FoundRecord {
  definition: RecordDefinition;
  record: AnyRecord;
}

/** The definition of a record type whose records are persons; undefined for other types. */
export const personDefinition = (type: string): RecordDefinition | undefined =>
  personTypes.includes(type) ? definitionOf(type) : undefined;

/**
 * The records that are one person by what is stored: the record, those that were merged into it, the leads from which
 * it was converted, and the contact to which it was converted. The first one is the record itself.
 */
export async function personRecords(
  session: Session,
  orgId: string,
  start: { type: string; id: string },
): Promise<FoundRecord[]> {
  const found = new Map<string, FoundRecord>();
  const open = [start];
  for (const { type, id } of open) {
    const definition = personDefinition(type);
    const name = `${type} ${id}`;
    if (!definition || found.has(name) || found.size >= limits.recordsPerPerson) continue;
    const item = await getItem<RecordItem>(session, keyOf(definition, orgId, id), recordAttributes);
    if (!item) continue;
    const record = recordFrom(definition, item);
    found.set(name, { definition, record });
    open.push(...(await linkedRecords(session, orgId, definition, record)));
  }
  return [...found.values()];
}

async function linkedRecords(
  session: Session,
  orgId: string,
  definition: RecordDefinition,
  { id, contactId }: AnyRecord,
): Promise<{ type: string; id: string }[]> {
  const { pk } = keyOf(definition, orgId, id);
  const idsAt = async (prefix: string) =>
    (await queryAll<{ sk: string }>(session, pk, prefix)).map(({ sk }) => sk.slice(prefix.length));
  const merged = await idsAt(mergedPrefix);
  const leads = await idsAt(originPrefix);
  return [
    ...merged.map((one) => ({ type: definition.type.name, id: one })),
    ...leads.map((one) => ({ type: 'lead', id: one })),
    ...(typeof contactId === 'string' ? [{ type: 'contact', id: contactId }] : []),
  ];
}
