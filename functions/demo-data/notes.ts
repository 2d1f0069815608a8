import { noteActions, parentExists } from '#data/entries/note.ts';
import type { Context } from '#data/organization/context.ts';
import { contactRecords } from '#data/records/contact.ts';
import { keyOf, type AnyRecord } from '#data/records/definition.ts';
import { noteKey, pinnedNoteKey, type Key } from '#data/store/keys.ts';
import { getItems, itemName } from '#data/store/table.ts';
import type { Action } from '#data/store/transact.ts';
import { derivedId } from '#data/values/derived-id.ts';
import { contactsMade } from './contacts.ts';
import type { DemoContent } from './content/content.ts';
import { pick, seededRandom } from './random.ts';
import { wasWritten } from './refusal.ts';
import type { WorkTime } from './work-time.ts';

const noteEvery = 3;
/** Each note takes three of the 100 actions that a transaction allows. */
const additionsTogether = 25;

/** Items written together, unless one of their keys already exists. */
interface Addition {
  keys: Key[];
  actions: Action[];
}

/**
 * Adds missing items in batches until the time budget runs out. If a batch is refused, its items are added one by one.
 * Returns the number of items added.
 */
async function addMissing(context: Context, additions: readonly Addition[], time: WorkTime): Promise<number> {
  let added = 0;
  for (let start = 0; start < additions.length; start += additionsTogether) {
    const part = additions.slice(start, start + additionsTogether);
    const keys = part.flatMap((addition) => addition.keys);
    const items = await getItems<Key>(context, keys, { ProjectionExpression: 'pk, sk' });
    const existing = new Set(items.flatMap((item) => (item ? [itemName(item)] : [])));
    const missing = part.filter((addition) => !addition.keys.some((key) => existing.has(itemName(key))));
    if (missing.length === 0) continue;
    const together = missing.flatMap(({ actions }) => actions);
    if (await wasWritten(context, together)) added += missing.length;
    else for (const { actions } of missing) if (await wasWritten(context, actions)) added += 1;
    if (time.isOver()) break;
  }
  return added;
}

/** Adds notes to every third contact. Contacts that couldn't be added are skipped. */
export const addNotes = (
  context: Context,
  content: DemoContent,
  contacts: readonly AnyRecord[],
  time: WorkTime,
): Promise<number> => addMissing(context, notesOf(context, content, contacts), time);

function notesOf(context: Context, { notes }: DemoContent, contacts: readonly AnyRecord[]): Addition[] {
  const random = seededRandom(7);
  const byId = new Map(contacts.map((record) => [record.id, record]));
  return Array.from({ length: Math.ceil(contactsMade / noteEvery) }).flatMap((_, index) => {
    const body = `${pick(random, notes)}.`;
    const pinned = random() < 0.1;
    const record = byId.get(derivedId(context.orgId, `contact ${index * noteEvery}`));
    if (!record) return [];
    const key = keyOf(contactRecords, context.orgId, record.id);
    const parent = { definition: contactRecords, record, key };
    const note = {
      id: derivedId(context.orgId, `note ${record.id}`),
      version: 1,
      body,
      pinned,
      authorId: context.actor.userId,
      createdAt: record.createdAt,
    };
    const then = { ...context, now: record.createdAt };
    return [
      {
        keys: [noteKey(key, note.id), pinnedNoteKey(key, note.id)],
        actions: [parentExists(parent), ...noteActions(then, parent, note, undefined, 'created', [])],
      },
    ];
  });
}
