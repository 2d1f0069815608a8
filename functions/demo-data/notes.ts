import type { Contact } from '#contract/records/contact.ts';
import { noteActions, parentExists } from '#data/entries/note.ts';
import type { Context } from '#data/organization/context.ts';
import { contactRecords } from '#data/records/contact.ts';
import { keyOf } from '#data/records/definition.ts';
import { noteKey, pinnedNoteKey } from '#data/store/keys.ts';
import { derivedId } from '#data/values/derived-id.ts';
import { addMissing, type Addition } from './additions.ts';
import { contactsMade } from './contacts.ts';
import type { DemoContent } from './content/content.ts';
import { pick, seededRandom } from './random.ts';
import type { WorkTime } from './work-time.ts';

const noteEvery = 3;
/** Adds notes to every third contact. Contacts that couldn't be added are skipped. */
export const addNotes = (
  context: Context,
  content: DemoContent,
  contacts: readonly Contact[],
  time: WorkTime,
): Promise<number> => addMissing(context, notesOf(context, content, contacts), time);

function notesOf(context: Context, { notes }: DemoContent, contacts: readonly Contact[]): Addition[] {
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
