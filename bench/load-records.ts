import type { Organization } from '#contract/organization.ts';
import { firstRecordAccess } from '#contract/record-access.ts';
import type { Context } from '#data/organization/context.ts';
import { projectionKey, recordKey } from '#data/store/keys.ts';
import { readOrganization } from '#data/organization/settings.ts';
import { contactRecords } from '#data/records/contact.ts';
import type { RecordDefinition } from '#data/records/definition.ts';
import { project, type Image } from '#data/projection/project.ts';
import { projectionHash } from '#data/records/projection-hash.ts';
import { creation } from '#data/records/write.ts';
import { putItem, writeItems, type Item } from '#data/store/table.ts';
import { newSession } from '#data/store/units.ts';
import { derivedId } from '#data/values/derived-id.ts';
import { callLine } from '../tests/timeline-line.ts';
import type { Past } from './people.ts';

/** Maximum number of records whose search terms and counters are written in one batch, as in `events/index`. */
const together = 40;
const sideBySide = 4;

/**
 * Writes records with their unique values, changes, search terms and counters, using the product's own code. `done` records
 * were written before; a part of them that was interrupted is written again. `tell` gets the number of all that are written.
 */
export async function addRecords(options: {
  orgId: string;
  userId: string;
  definition: RecordDefinition;
  inputs: (settings: Organization) => Generator<Past>;
  done: number;
  tell(done: number): void;
}): Promise<void> {
  const { orgId, definition } = options;
  const context = await contextOf(options);
  const inputs = options.inputs(context.settings);
  let { done } = options;
  take(inputs, done);
  for (;;) {
    const parts = Array.from({ length: sideBySide }, (_, at) => ({
      from: done + at * together,
      part: take(inputs, together),
    }));
    await Promise.all(parts.map(({ from, part }) => addPart(part, from)));
    const added = parts.reduce((sum, { part }) => sum + part.length, 0);
    if (added === 0) return;
    options.tell((done += added));
  }

  async function addPart(part: readonly Past[], from: number): Promise<void> {
    if (part.length === 0) return;
    const writes = part.map(({ createdAt, input }, at) =>
      creation(definition, { ...context, now: createdAt }, input, '', idAt(orgId, definition, from + at)),
    );
    const items = writes.flatMap(({ actions }) =>
      actions.map((action) => ('put' in action ? (action.put.Item as Item) : {})),
    );
    await writeItems(context, items, []);
    const images = writes.map(({ record }): Image => {
      return { definition, orgId, id: record.id, version: record.version, record };
    });
    await project(context, images);
  }
}

/** The id of a record by its place, so that writing it again replaces it. */
const idAt = (orgId: string, { type }: RecordDefinition, place: number): string =>
  derivedId(orgId, `${type.name} ${place}`);

async function contextOf({ orgId, userId }: { orgId: string; userId: string }): Promise<Context> {
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

/** Creates the contact with many calls in its timeline. */
export async function addTimeline(of: { orgId: string; userId: string }, lines: number): Promise<void> {
  const context = await contextOf(of);
  const id = talkativeId(of.orgId);
  const { record, actions } = creation(contactRecords, context, { firstName: 'Talkative' }, '', id);
  const key = recordKey(of.orgId, contactRecords.type.name, record.id);
  const timelineItems = Array.from({ length: lines }, (_, index) =>
    callLine(key, new Date(Date.parse(context.now) - (index + 1) * 3_600_000).toISOString(), of.userId),
  );
  const made = actions.map((action) => ('put' in action ? (action.put.Item as Item) : {}));
  await writeItems(context, [...made, ...timelineItems], []);
  const { version } = record;
  await project(context, [{ definition: contactRecords, orgId: of.orgId, id, version, record }]);
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
