import { writeLog } from '#data/log.ts';
import { projectionKey } from '#data/keys.ts';
import { writePulse } from '#data/pulse.ts';
import { projectionHash } from '#data/records/projection-hash.ts';
import type { RecordDefinition } from '#data/records/definition.ts';
import { recordDefinitions } from '#data/records/definitions.ts';
import { reindex } from '#data/records/reindex.ts';
import { getItem, putItem, scanRecords, type Item } from '#data/table.ts';
import { newSession, type Session } from '#data/units.ts';

interface Progress {
  /** The projection that every record was made with. */
  hash?: string;
  /** The projection that records are being brought to, and how far that has come. */
  towards?: string;
  lastKey?: Item;
}

/** Stops in time to keep its progress before the function's time is over. */
const workSeconds = 40;

/**
 * Once a minute: writes the pulse, and brings records to their definitions' present projection where a deployment changed
 * it. A table without progress is new, or was made before: both are walked once. The old index serves until then.
 */
export async function handler(): Promise<void> {
  const session = newSession();
  const until = Date.now() + workSeconds * 1000;
  await writePulse(session, new Date().toISOString());
  for (const definition of Object.values(recordDefinitions)) await bringUp(session, definition, until);
}

async function bringUp(session: Session, definition: RecordDefinition, until: number): Promise<void> {
  const key = projectionKey(definition.type.name);
  const progress: Progress = (await getItem<Progress>(session, key)) ?? {};
  const hash = projectionHash(definition);
  if (progress.hash === hash) return;
  let lastKey = progress.towards === hash ? progress.lastKey : undefined;
  let records = 0;
  do {
    const page = await scanRecords(session, definition.type.name, lastKey);
    for (const { org, id } of page.items) await reindex(session, definition, org, id);
    records += page.items.length;
    lastKey = page.lastKey;
    const done: Progress = lastKey ? { towards: hash, lastKey } : { hash };
    const before = progress.hash && lastKey ? { hash: progress.hash } : {};
    await putItem(session, { Item: { ...key, kind: 'projection', ...before, ...done } });
  } while (lastKey && Date.now() < until);
  writeLog({
    level: 'info',
    message: 'reprojected',
    type: definition.type.name,
    records,
    done: !lastKey,
  });
}
