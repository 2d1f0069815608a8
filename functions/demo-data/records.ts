import type { Context } from '#data/organization/context.ts';
import { newCustomValues } from '#data/custom-fields/values.ts';
import { readCustomFields } from '#data/custom-fields/definitions.ts';
import { keyOf, type AnyRecord, type RecordDefinition } from '#data/records/definition.ts';
import { nextCodes } from '#data/records/creating.ts';
import { recordAttributes } from '#data/records/read.ts';
import { recordFrom, type RecordItem } from '#data/records/stored.ts';
import { actionsOf, creation, type Write } from '#data/records/write.ts';
import { getItems } from '#data/store/table.ts';
import { transact } from '#data/store/transact.ts';
import { demoCustom } from './custom-values.ts';
import { contentOf } from './content/content-of.ts';
import { isRefusal } from './refusal.ts';
import type { WorkTime } from './work-time.ts';

/** A record to create, with its creation time in the past (ISO 8601 UTC). */
export interface DemoInput {
  id: string;
  at: string;
  input: Record<string, unknown>;
}

const recordsPerTransaction = 24;

/**
 * Adds missing records until the time budget runs out, and returns all that exist now. Records that existed before are
 * returned as they are stored, because generated times depend on the time of the call.
 */
export async function addRecords(
  context: Context,
  definition: RecordDefinition,
  inputs: readonly DemoInput[],
  time: WorkTime,
): Promise<{ added: number; records: AnyRecord[] }> {
  const existing = await storedRecords(
    context,
    definition,
    inputs.map(({ id }) => id),
  );
  const codes = await nextCodes(definition, context, inputs.length - existing.size).then((all) =>
    all.values(),
  );
  const { items: fields } = await readCustomFields(context, definition.type.name);
  const { settings } = context;
  const content = contentOf(settings);
  const writes = inputs.map(({ id, at, input }, index) => {
    const code = existing.has(id) ? {} : codes.next().value;
    const custom = newCustomValues(
      fields,
      demoCustom(fields, content, { index, at, currency: settings.currency }),
    );
    return creation(definition, { ...context, now: at }, { ...input, ...code, ...custom }, '', id);
  });
  const missing = writes.filter(({ record }) => !existing.has(record.id));
  const groups: Write[][] = [];
  for (let start = 0; start < missing.length; start += recordsPerTransaction)
    groups.push(missing.slice(start, start + recordsPerTransaction));
  const made = new Set<string>();
  const rest = groups.values();
  const lane = async () => {
    for (const group of rest) {
      for (const id of await addTogether(context, definition, group)) made.add(id);
      if (time.isOver()) return;
    }
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
  const records = writes.flatMap(({ record }) => {
    const stored = existing.get(record.id);
    if (stored) return [stored];
    return made.has(record.id) ? [record] : [];
  });
  return { added: made.size, records };
}

/** The records that already exist, by id. */
export async function storedRecords(
  context: Context,
  definition: RecordDefinition,
  ids: readonly string[],
): Promise<Map<string, AnyRecord>> {
  const keys = ids.map((id) => keyOf(definition, context.orgId, id));
  const items = await getItems<RecordItem>(context, keys, recordAttributes);
  return new Map(
    items.flatMap((item, index): [string, AnyRecord][] =>
      item ? [[ids[index] ?? '', recordFrom(definition, item)]] : [],
    ),
  );
}

/**
 * Writes the records in one transaction. If it is refused, for example because the organization already uses a unique
 * value, the records are written one by one and refused ones are skipped. Returns the ids of the records created.
 */
async function addTogether(
  context: Context,
  definition: RecordDefinition,
  writes: readonly Write[],
): Promise<string[]> {
  try {
    await transact(context, actionsOf(definition, context, writes));
    return writes.map(({ record }) => record.id);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (writes.length === 1) return [];
  }
  const made: string[] = [];
  for (const write of writes) made.push(...(await addTogether(context, definition, [write])));
  return made;
}
