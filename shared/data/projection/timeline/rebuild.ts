import { itemName } from '../../store/item-name.ts';
import {
  activityKey,
  activityPrefix,
  attachmentKey,
  attachmentPrefix,
  changeKey,
  doneLinePrefix,
  indexName,
  linePrefixes,
  answerKey,
  answerPrefix,
  noteKey,
  notePrefix,
  recordIdOf,
  pinnedNoteKey,
  pinnedNotePrefix,
  recordKey,
  activitiesAboutPartition,
  type Key,
} from '../../store/keys.ts';
import { keyOf } from '../../records/definition.ts';
import type { RecordName } from '../state.ts';
import { recordAt, refreshAnswered } from '../answered.ts';
import { refreshTalliesOf } from '../tallies.ts';
import { query, queryAll, type Item } from '../../store/table.ts';
import type { Session } from '../../store/units.ts';
import { documentOf } from './document-lines.ts';
import type { LineItem } from './lines.ts';
import { mirror, type Source } from './mirror.ts';

/**
 * Rebuilds a record's timeline: writes the lines of everything on the record, and checks every existing line against
 * its source. Also writes the lines that the record itself has in other timelines, and updates what lists show of the
 * record's timeline.
 */
export async function rebuildTimeline(session: Session, name: RecordName): Promise<void> {
  const { definition, orgId, id } = name;
  const record = keyOf(definition, orgId, id);
  // Lines are read before their sources. Otherwise, lines of new sources would look like leftovers.
  const lines = await readAll<LineItem>(session, record, linePrefixes);
  const own = await readAll<Key>(session, record, [
    notePrefix,
    pinnedNotePrefix,
    ...(definition.type.hasAnswers ? [answerPrefix] : []),
    attachmentPrefix,
    activityPrefix,
  ]);
  const planned = await activitiesAbout(session, orgId, record);
  const changed = await mirror(
    session,
    [
      ...lines.flatMap((line) => {
        const key = sourceOf(orgId, record, line);
        return key ? [{ key, touched: [line] }] : [];
      }),
      ...[record, ...own, ...planned].map(({ pk, sk }): Source => ({ key: { pk, sk }, touched: [] })),
    ],
    new Map(lines.map((line) => [itemName(line), line])),
  );
  const partitions = [...changed].filter((pk) => recordAt({ pk }));
  for (const pk of new Set([record.pk, ...partitions])) await refreshTalliesOf(session, { ...record, pk });
  await refreshAnswered(session, changed);
}

async function readAll<T>(session: Session, { pk }: Key, prefixes: readonly string[]): Promise<T[]> {
  const parts = await Promise.all(prefixes.map((prefix) => queryAll<T>(session, pk, prefix)));
  return parts.flat();
}

async function activitiesAbout(session: Session, orgId: string, record: Key): Promise<Key[]> {
  const keys: Key[] = [];
  let start: Item | undefined;
  do {
    const page = await query<Key>(session, {
      IndexName: indexName('g2'),
      KeyConditionExpression: 'g2pk = :pk',
      ExpressionAttributeValues: { ':pk': activitiesAboutPartition(record) },
      ProjectionExpression: 'pk, sk',
      ...(start ? { ExclusiveStartKey: start } : {}),
    });
    keys.push(...page.items);
    start = page.lastKey;
  } while (start);
  return keys.map(({ pk }) => activityKeyOf(orgId, recordIdOf(pk)));
}

const activityKeyOf = (orgId: string, id: string): Key => recordKey(orgId, 'activity', id);

/**
 * The key of a line's source item, from the line's key. The last part of a key with `timelinePrefix` is a letter for
 * the kind, followed by the source's id, or for documents, by an action and the id. Lines of changes, which earlier releases stored, have a version instead: they are removed.
 */
function sourceOf(orgId: string, record: Key, { sk }: LineItem): Key | undefined {
  const [prefix, at = '', entry = ''] = sk.split('#');
  if (prefix === 'U' || prefix === 'D') return activityKeyOf(orgId, entry);
  if (prefix === doneLinePrefix) return record;
  if (prefix === 'F') return recordKey(orgId, 'lead', at);
  const document = documentOf(entry);
  if (document) return recordKey(orgId, document.type, document.id);
  const id = entry.slice(1);
  const sources: Record<string, () => Key> = {
    C: () => changeKey(record, Number(id)),
    N: () => noteKey(record, id),
    P: () => pinnedNoteKey(record, id),
    R: () => answerKey(record, id),
    B: () => attachmentKey(record, id),
    X: () => attachmentKey(record, id),
    A: () => activityKey(record, at, id),
    K: () => activityKeyOf(orgId, id),
    D: () => recordKey(orgId, 'deal', id),
    E: () => recordKey(orgId, 'deal', id),
    L: () => recordKey(orgId, 'lead', id),
  };
  return sources[entry.slice(0, 1)]?.();
}
