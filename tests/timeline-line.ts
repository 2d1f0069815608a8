import { v7 as uuidv7 } from 'uuid';
import type { Key } from '#data/store/keys.ts';
import type { Item } from '#data/store/table.ts';
import { lineAt } from '#data/projection/timeline/lines.ts';

const callTitle = 'Asked for prices';

/** A call's line in a record's timeline, as the projector writes it. */
export function callLine(record: Key, at: string, userId: string): Item {
  const id = uuidv7();
  const data = { id, kind: 'call', title: callTitle, date: at, userId } as const;
  const entry = { id: `A${id}`, kind: 'activity', at, actorId: userId, action: 'created', data };
  return { ...lineAt(record, entry as never) };
}
