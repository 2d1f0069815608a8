import type { HeldData } from '#contract/personal-data.ts';
import { limits } from '#contract/limits.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import { findPerson } from '#data/erasures/find-person.ts';
import { heldEntries } from '#data/erasures/held-entries.ts';
import type { FoundRecord } from '#data/erasures/person-records.ts';
import type { Context } from '#data/organization/context.ts';
import { keyOf } from '#data/records/definition.ts';
import { recordHistory } from '#data/records/history.ts';
import { asRead } from '#data/records/read.ts';

type Held = HeldData['records'][number];

/** Everything that is stored about a person, for the person who asks for it. */
export async function get(
  context: Context,
  named: { recordType: string; recordId: string },
): Promise<HeldData> {
  const { records, elsewhere } = await findPerson(context, named);
  const held: { data: Held; isCut: boolean }[] = [];
  for (const found of records) held.push(await heldOf(context, found));
  return {
    createdAt: context.now,
    organization: context.settings.name,
    records: held.map(({ data }) => data),
    elsewhere: elsewhere.map(({ type, id, title }) => ({ recordType: type, recordId: id, title })),
    isCut: held.some(({ isCut }) => isCut),
  };
}

async function heldOf(
  context: Context,
  { definition, record }: FoundRecord,
): Promise<{ data: Held; isCut: boolean }> {
  const { isCut, ...entries } = await heldEntries(
    context,
    context.orgId,
    keyOf(definition, context.orgId, record.id),
  );
  const history = await recordHistory(definition, record, context, { limit: limits.personalDataItems });
  const recordType = definition.type.name as RecordTypeName;
  return {
    data: { recordType, record: await asRead(context, record), ...entries, history: history.items },
    isCut: isCut || history.nextCursor !== undefined,
  };
}
