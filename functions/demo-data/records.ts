import type { CustomField } from '#contract/custom-field.ts';
import { replacedFields } from '#contract/replaced-fields.ts';
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

/** The values without free texts for which the organization has a custom field with choices. */
function withoutReplaced(
  { type }: RecordDefinition,
  fields: readonly CustomField[],
  input: Record<string, unknown>,
): Record<string, unknown> {
  const replaced = replacedFields[type.name] ?? {};
  const isKept = (name: string) => !fields.some(({ key, retired }) => !retired && key === replaced[name]);
  return Object.fromEntries(Object.entries(input).filter(([name]) => isKept(name)));
}

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
export async function addRecords<R extends AnyRecord>(
  context: Context,
  definition: RecordDefinition<R>,
  inputs: readonly DemoInput[],
  time: WorkTime,
): Promise<{ added: number; records: R[] }> {
  const existing = await storedRecords(
    context,
    definition,
    inputs.map(({ id }) => id),
  );
  const missing = inputs.map((one, index) => ({ ...one, index })).filter(({ id }) => !existing.has(id));
  const codes = missing.length > 0 ? await nextCodes(definition, context, missing.length) : [];
  const { items: fields } = await readCustomFields(context, definition.type.name);
  const { settings } = context;
  const content = contentOf(settings);
  const writes = missing.map(({ id, at, input, index }, place) => {
    const custom = newCustomValues(
      fields,
      demoCustom(fields, content, { index, at, currency: settings.currency }),
    );
    const values = { ...withoutReplaced(definition, fields, input), ...codes[place], ...custom };
    return creation(definition, { ...context, now: at }, values, '', id);
  });
  const groups: Write<R>[][] = [];
  for (let start = 0; start < writes.length; start += recordsPerTransaction)
    groups.push(writes.slice(start, start + recordsPerTransaction));
  let added = 0;
  const rest = groups.values();
  const lane = async () => {
    for (const group of rest) {
      for (const record of await addTogether(context, definition, group)) {
        existing.set(record.id, record);
        added += 1;
      }
      if (time.isOver()) return;
    }
  };
  // Records of several types are added at the same time, and on a busy table, all of these writes take turns.
  await Promise.all([lane(), lane()]);
  return { added, records: inputs.flatMap(({ id }) => existing.get(id) ?? []) };
}

/** The records that already exist, by id. */
export async function storedRecords<R extends AnyRecord>(
  context: Context,
  definition: RecordDefinition<R>,
  ids: readonly string[],
): Promise<Map<string, R>> {
  const keys = ids.map((id) => keyOf(definition, context.orgId, id));
  const items = await getItems<RecordItem>(context, keys, recordAttributes);
  return new Map(
    items.flatMap((item, index): [string, R][] =>
      item ? [[ids[index] ?? '', recordFrom(definition, item)]] : [],
    ),
  );
}

/**
 * Writes the records in one transaction. If it is refused, for example because the organization already uses a unique
 * value, the records are written one by one and refused ones are skipped. Returns the records that were created.
 */
async function addTogether<R extends AnyRecord>(
  context: Context,
  definition: RecordDefinition<R>,
  writes: readonly Write<R>[],
): Promise<R[]> {
  try {
    await transact(context, actionsOf(definition, context, writes));
    return writes.map(({ record }) => record);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (writes.length === 1) return [];
  }
  const made: R[] = [];
  for (const write of writes) made.push(...(await addTogether(context, definition, [write])));
  return made;
}
