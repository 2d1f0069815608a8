import type { Note } from '#contract/note.ts';
import {
  activityActions,
  findActivity,
  retryTallyConflicts,
  tallyLess,
  tallyMore,
  type StoredActivity,
} from '../entries/activity.ts';
import { movedAttachmentActions, type StoredAttachment } from '../entries/attachment.ts';
import { findNoteItem, noteActions } from '../entries/note.ts';
import type { Context } from '../organization/context.ts';
import type { Parent } from '../records/read.ts';
import { ifPresent } from '../store/condition.ts';
import { itemStateOf, withItemState } from '../store/item-state.ts';
import {
  activityPrefix,
  answerFileKey,
  answerFilePrefix,
  answerPrefix,
  attachmentKey,
  attachmentPrefix,
  deletedActivityPrefix,
  movedPrefix,
  notePrefix,
  pinnedNotePrefix,
  type Key,
} from '../store/keys.ts';
import { getItem, query } from '../store/table.ts';
import { transact, type Action } from '../store/transact.ts';
import { putMarker, recordChange, unlessChanged, type Move } from './move.ts';
import { movePortal, movePortalBack, type PortalKind } from './moved-portal.ts';
import { movedTask } from './moved-tasks.ts';

/** The kinds of entries that belong to a record. */
type EntryKind = 'note' | 'activity' | 'attachment';
/** What has markers. */
type MovedKind = EntryKind | PortalKind | 'task';

/** An entry's item. */
interface EntryItem extends Key {
  data: string;
  schema?: number | undefined;
  digest?: string | undefined;
}

/** Maximum number of entries of a kind that one step moves. */
const movedTogether = 20;

/**
 * Moves the next entries of a merged record to the one that stays, and its access to the portal, each with a marker by
 * which an undo finds it. Returns whether it found any. What changes at the same time is moved by the next step.
 */
export async function moveEntries(context: Context, move: Move): Promise<boolean> {
  const items = await nextEntries(context, move.from);
  for (const item of items) await moved(context, kindOf(item), item, move);
  const isPortalMoved = await movePortal(context, move);
  return isPortalMoved || items.length > 0;
}

/**
 * Moves the next entries back to a record that was separated again. Entries that were removed since have only a marker
 * left. Returns whether it found any.
 */
export async function moveEntriesBack(context: Context, { from, to }: Move): Promise<boolean> {
  const { items } = await query<Key>(context, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': to.key.pk, ':prefix': movedPrefix },
    ProjectionExpression: 'pk, sk',
    ConsistentRead: true,
    Limit: movedTogether,
  });
  for (const { sk } of items) {
    const [, kind = '', id = ''] = sk.split('#');
    const marker = removeMarker({ pk: to.key.pk, sk });
    const isMoved = await movedBack(context, kind as MovedKind, id, { from, to }, marker);
    if (!isMoved) await transact(context, [marker]);
  }
  return items.length > 0;
}

async function movedBack(
  context: Context,
  kind: MovedKind,
  id: string,
  move: Move,
  marker: Action,
): Promise<boolean> {
  if (kind === 'task') return movedTask(context, id, move, marker);
  if (kind === 'portal' || kind === 'notices') return movePortalBack(context, kind, id, move, marker);
  const item = await findEntry(context, kind, move.from, id);
  if (item) await moved(context, kind, item, move, marker);
  return item !== undefined;
}

async function findEntry(
  context: Context,
  kind: EntryKind,
  record: Parent,
  id: string,
): Promise<EntryItem | undefined> {
  if (kind === 'attachment') return findFile(context, record, id);
  if (kind === 'note') return findNoteItem<EntryItem>(context, record, id);
  const activity = await findActivity(context, record.key, id);
  return activity && { ...record.key, data: JSON.stringify(activity), ...itemStateOf(activity) };
}

const findFile = async (
  context: Context,
  { definition, key }: Parent,
  id: string,
): Promise<EntryItem | undefined> =>
  (await getItem<EntryItem>(context, attachmentKey(key, id))) ??
  (definition.type.hasAnswers ? getItem<EntryItem>(context, answerFileKey(key, id)) : undefined);

const answerPrefixes: readonly string[] = [answerPrefix, answerFilePrefix];

const prefixes: readonly (readonly [prefix: string, kind: EntryKind])[] = [
  [notePrefix, 'note'],
  [pinnedNotePrefix, 'note'],
  [answerPrefix, 'note'],
  [activityPrefix, 'activity'],
  [deletedActivityPrefix, 'activity'],
  [attachmentPrefix, 'attachment'],
  [answerFilePrefix, 'attachment'],
];

const kindOf = ({ sk }: Key): EntryKind => {
  const kind = prefixes.find(([prefix]) => sk.startsWith(prefix))?.[1];
  if (!kind) throw new Error('no kind of entry has such a key');
  return kind;
};

async function nextEntries(context: Context, { definition, key }: Parent): Promise<EntryItem[]> {
  const possible = prefixes.filter(
    ([prefix]) => definition.type.hasAnswers === true || !answerPrefixes.includes(prefix),
  );
  const pages = await Promise.all(
    possible.map(([prefix]) =>
      query<EntryItem>(context, {
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': key.pk, ':prefix': prefix },
        ConsistentRead: true,
        Limit: movedTogether,
      }),
    ),
  );
  return pages.flatMap(({ items }) => items);
}

function removeMarker(key: Key): Action {
  return { remove: { Key: { ...key } } };
}

/** Moves an entry, unless it changes at the same time. */
async function moved(
  context: Context,
  kind: EntryKind,
  item: EntryItem,
  move: Move,
  givenMarker?: Action,
): Promise<void> {
  const stored = withItemState(JSON.parse(item.data) as Stored, item);
  const marker = givenMarker ?? putMarker(context, move.from.key, kind, stored.id);
  const write = async (): Promise<void> =>
    transact(context, [...(await actionsOf(context, kind, item, stored, move)), marker]);
  await unlessChanged(kind === 'activity' ? retryTallyConflicts(write) : write());
}

type Stored = Note | StoredActivity | StoredAttachment;

async function actionsOf(
  context: Context,
  kind: EntryKind,
  { pk, sk }: Key,
  stored: Stored,
  move: Move,
): Promise<Action[]> {
  const { from, to } = move;
  const after = { ...stored, version: stored.version + 1 };
  const changes = recordChange(move);
  if (kind === 'note') return noteActions(context, to, after as Note, { pk, sk }, 'moved', changes);
  if (kind === 'attachment')
    return movedAttachmentActions(context, to, after as StoredAttachment, from.key, changes);
  const before = stored as StoredActivity;
  const activity = { ...after, recordId: to.record.id } as StoredActivity;
  return [
    ...activityActions(context, to, before, activity, 'moved', changes, from.key),
    ...(before.deletedAt === undefined
      ? [
          await tallyLess(context, from.key, before, { of: ifPresent }),
          await tallyMore(context, to.key, [before.date], ifPresent),
        ]
      : []),
  ];
}
