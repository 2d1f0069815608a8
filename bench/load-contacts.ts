import type { Context } from '#data/context.ts';
import { projectionKey } from '#data/keys.ts';
import { readOrganization } from '#data/organization.ts';
import { contactRecords } from '#data/records/contact.ts';
import { project, type Image } from '#data/records/project.ts';
import { projectionHash } from '#data/records/projection-hash.ts';
import { creation } from '#data/records/write.ts';
import { putItem, writeItems, type Item } from '#data/table.ts';
import { newSession } from '#data/units.ts';
import type { Person } from './people.ts';

/** Contacts whose search words and counters are written together, as the reader of the stream does. */
const together = 40;
const sideBySide = 4;

/** Writes contacts with their unique values, changes, search words and counters, by the kernel's own functions. */
export async function addContacts(options: {
  orgId: string;
  userId: string;
  people: Generator<Person>;
  tell(done: number): void;
}): Promise<void> {
  const { orgId, userId, people } = options;
  const session = newSession();
  const settings = await readOrganization(session, orgId);
  if (!settings) throw new Error(`there is no organization ${orgId}`);
  const base: Omit<Context, 'now'> = {
    ...session,
    requestId: 'bench',
    actor: { userId },
    orgId,
    role: 'owner',
    scope: 'all',
    settings,
    team: [userId],
    scopeFor: () => 'all',
  };
  let done = 0;
  const work = async () => {
    for (let part = take(people, together); part.length > 0; part = take(people, together)) {
      const writes = part.map(({ createdAt, input }) =>
        creation(contactRecords, { ...base, now: createdAt }, input),
      );
      const items = writes.flatMap(({ actions }) =>
        actions.map((action) => ('put' in action ? (action.put.Item as Item) : {})),
      );
      await writeItems(session, items, []);
      const images = writes.map(({ record }): Image => {
        return { definition: contactRecords, orgId, id: record.id, version: record.version, record };
      });
      await project(session, images);
      options.tell((done += part.length));
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, work));
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

/** Says that every record has its present projection, or the host would make them all anew while it is measured. */
export async function markProjected(): Promise<void> {
  const hash = projectionHash(contactRecords);
  await putItem(newSession(), {
    Item: { ...projectionKey(contactRecords.type.name), kind: 'projection', hash },
  });
}
