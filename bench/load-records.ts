import type { Organization } from '#contract/organization.ts';
import { firstRecordAccess } from '#contract/record-access.ts';
import type { Context } from '#data/organization/context.ts';
import { projectionKey, recordKey } from '#data/store/keys.ts';
import { readOrganization } from '#data/organization/settings.ts';
import { contactRecords } from '#data/records/contact.ts';
import type { RecordDefinition } from '#data/records/definition.ts';
import { projectionOfNew } from '#data/projection/project.ts';
import { projectionHash } from '#data/records/projection-hash.ts';
import { creation } from '#data/records/write.ts';
import { putItem, type Item } from '#data/store/table.ts';
import { newSession } from '#data/store/units.ts';
import { derivedId } from '#data/values/derived-id.ts';
import { callLine } from '../tests/timeline-line.ts';
import type { Chunk, LoadFiles } from './load-files.ts';
import type { Past } from './people.ts';

/** Number of records in a file to load. */
const together = 10_000;

interface Creator {
  orgId: string;
  userId: string;
}

/**
 * Adds records to the files to load, with their unique values, changes, lookup terms and counters, as the product's own
 * code makes them. `tell` gets the number of records that are added.
 */
export async function addRecords(
  files: LoadFiles,
  {
    definition,
    inputs,
    tell,
    ...creator
  }: Creator & {
    definition: RecordDefinition;
    inputs: (settings: Organization) => Generator<Past>;
    tell: (done: number) => void;
  },
): Promise<void> {
  const { orgId } = creator;
  const context = await contextOf(creator);
  const generated = inputs(context.settings);
  for (let from = 0; ; from += together) {
    const part = take(generated, together);
    if (part.length === 0) return;
    await files.add(`${orgId}-${definition.type.name}-${from}`, async () => {
      const chunk: Chunk = { items: [], counters: [] };
      for (const [at, { createdAt, input }] of part.entries()) {
        const id = idAt(orgId, definition, from + at);
        await addTo(chunk, { ...context, now: createdAt }, definition, input, id);
      }
      return chunk;
    });
    tell(from + part.length);
  }
}

async function addTo(
  { items, counters }: Chunk,
  context: Context,
  definition: RecordDefinition,
  input: Record<string, unknown>,
  id: string,
): Promise<void> {
  const { record, actions } = creation(definition, context, input, '', id);
  for (const action of actions) {
    if (!('put' in action)) throw new Error('a creation does more than put items');
    items.push(action.put.Item as Item);
  }
  const { orgId } = context;
  const following = await projectionOfNew(context, {
    definition,
    orgId,
    id,
    version: record.version,
    record,
  });
  items.push(...following.items);
  counters.push(...following.counters);
}

/** The id of a record by its place, so that writing it again replaces it. */
const idAt = (orgId: string, { type }: RecordDefinition, place: number): string =>
  derivedId(orgId, `${type.name} ${place}`);

async function contextOf({ orgId, userId }: Creator): Promise<Context> {
  const session = newSession();
  const settings = await readOrganization(session, orgId);
  if (!settings) throw new Error(`there is no organization ${orgId}`);
  return {
    ...session,
    now: new Date().toISOString(),
    requestId: 'bench',
    actor: { userId },
    via: 'import',
    orgId,
    role: 'owner',
    scope: 'all',
    settings,
    team: [userId],
    scopeFor: () => 'all',
    recordAccess: firstRecordAccess,
  };
}

/** The id of the contact with many calls in its timeline. */
export const talkativeId = (orgId: string): string => idAt(orgId, contactRecords, -1);

/** Adds the contact with many calls in its timeline. */
export async function addTimeline(files: LoadFiles, creator: Creator, lines: number): Promise<void> {
  const { orgId, userId } = creator;
  await files.add(`${orgId}-timeline`, async () => {
    const context = await contextOf(creator);
    const key = recordKey(orgId, contactRecords.type.name, talkativeId(orgId));
    const timelineItems = Array.from({ length: lines }, (_, index) =>
      callLine(key, new Date(Date.parse(context.now) - (index + 1) * 3_600_000).toISOString(), userId),
    );
    const chunk: Chunk = { items: timelineItems, counters: [] };
    await addTo(chunk, context, contactRecords, { firstName: 'Talkative' }, talkativeId(orgId));
    return chunk;
  });
}

function take<T>(from: Generator<T>, most: number): T[] {
  const taken: T[] = [];
  while (taken.length < most) {
    const next = from.next();
    if (next.done) break;
    taken.push(next.value);
  }
  return taken;
}

/** Marks all records of a type as up to date, so that the host doesn't backfill them during a measurement. */
export async function markProjected(definition: RecordDefinition): Promise<void> {
  const hash = projectionHash(definition);
  await putItem(newSession(), {
    Item: { ...projectionKey(definition.type.name), kind: 'projection', hash },
  });
}
