import type { ActivityKind } from '#contract/activity-kinds.ts';
import type { EntryTypeName } from '#contract/entry-type-names.ts';
import type { Note } from '#contract/note.ts';
import type { ActivityRecord } from '#contract/records/activity.ts';
import { ProblemError } from '#contract/problem.ts';
import type { taskPriorities } from '#contract/task.ts';
import {
  activityActions,
  findActivity,
  tallyLess,
  tallyMore,
  type StoredActivity,
} from '../entries/activity.ts';
import { newActivity, newNote } from '../entries/new-entries.ts';
import { findNote, noteActions, parentExists } from '../entries/note.ts';
import { checkAssignee } from '../entries/task-assignee.ts';
import { asNewActivity, findActivityRecord } from '../entries/task.ts';
import type { Context } from '../organization/context.ts';
import { loadMember } from '../organization/member.ts';
import { activityRecords, mainRecordOf } from '../records/activity.ts';
import { keyOf } from '../records/definition.ts';
import { isVisible, reachOf, type Parent } from '../records/read.ts';
import { scheduledChangesForRestoration } from '../organization/scheduled-changes.ts';
import { replacedSince } from '../records/replaced-since.ts';
import { creation, nextVersion, recordDifferences, restored } from '../records/write.ts';
import { changeKey, entryChangeKey, type Key } from '../store/keys.ts';
import type { Action } from '../store/transact.ts';
import type { RowWrite } from './row-subject.ts';

type Body = Readonly<Record<string, unknown>>;

interface StoredEntry {
  id: string;
  version: number;
  deletedAt?: string | undefined;
}

/** The write of an entry. */
export interface EntryWrite<Entry extends StoredEntry = StoredEntry> extends RowWrite {
  before?: Entry | undefined;
  after: Entry;
  parent: Parent | undefined;
}

/** An entry that can be deleted and restored. */
export interface FoundEntry<Entry extends StoredEntry = StoredEntry> {
  entry: Entry;
  /** The key of the change that led to its version. */
  change: Key;
  /** Its next version if it is restored, where that can change more than its deletion. */
  restored?: () => Promise<Entry>;
  /** The actions that write its next version. */
  written(after: Entry, action: string): Action[];
  title: string;
  /** Whether the caller can delete it. */
  canDelete: boolean;
}

/** How a job writes entries of a type: as the operations on them do, with the same validation and the same sums. */
export interface EntryKind<Entry extends StoredEntry = StoredEntry> {
  canBeAlone: boolean;
  canBelongTo: (parent: Parent) => boolean;
  create: (
    context: Context,
    parent: Parent | undefined,
    id: string,
    body: Body,
  ) => Promise<{ after: Entry; actions: Action[] }>;
  find: (context: Context, parent: Parent | undefined, id: string) => Promise<FoundEntry<Entry> | undefined>;
  /** The actions of the writes on entries of one record: they check that it exists, or change its sums. */
  ofParent(
    context: Context,
    parent: Parent,
    writes: readonly EntryWrite<Entry>[],
  ): Promise<Action[]> | Action[];
}

const isOwn = (context: Context, permission: 'note:delete' | 'activity:delete', authorId: string): boolean =>
  context.scopeFor(permission) === 'all' || authorId === context.actor.userId;

function needed(parent: Parent | undefined): Parent {
  if (!parent) throw new ProblemError('not_found');
  return parent;
}

const notes: EntryKind<Note> = {
  canBeAlone: false,
  canBelongTo: () => true,
  create(context, parent, id, { body, createdAt }) {
    const input = {
      body: body as string,
      pinned: false,
      ...(createdAt ? { createdAt: createdAt as string } : {}),
    };
    const { note, actions } = newNote(context, needed(parent), id, input);
    return Promise.resolve({ after: note, actions });
  },
  async find(context, parent, id) {
    const of = needed(parent);
    const found = await findNote(context, of, id);
    return (
      found && {
        entry: found.note,
        change: entryChangeKey(of.key, id, found.note.version),
        written: (after, action) => noteActions(context, of, after, found.key, action, []),
        title: found.note.body,
        canDelete: isOwn(context, 'note:delete', found.note.authorId),
      }
    );
  },
  ofParent: (_context, parent) => [parentExists(parent)],
};

/** The caller's names, which all rows of a step need. */
const names = new WeakMap<Context, Promise<string>>();

function nameOfCaller(context: Context): Promise<string> {
  const known = names.get(context);
  if (known) return known;
  const found = loadMember(context, context.orgId, context.actor.userId).then(
    ({ displayName }) => displayName,
  );
  names.set(context, found);
  return found;
}

const activities: EntryKind<StoredActivity> = {
  canBeAlone: false,
  canBelongTo: ({ definition }) => definition.type.hasActivities === true,
  async create(context, parent, id, body) {
    const { kind = 'note', title, notes: text, durationMinutes, date } = body as typeof body & ActivityBody;
    const userName = await nameOfCaller(context);
    const input = { kind, title, notes: text, durationMinutes, date, userName };
    const { activity, actions } = newActivity(context, needed(parent), id, input);
    return { after: activity, actions };
  },
  async find(context, parent, id) {
    const of = needed(parent);
    const entry = await findActivity(context, of.key, id);
    return (
      entry && {
        entry,
        change: entryChangeKey(of.key, id, entry.version),
        written: (after, action) => activityActions(context, of, entry, after, action, []),
        title: entry.title,
        canDelete: isOwn(context, 'activity:delete', entry.userId),
      }
    );
  },
  async ofParent(context, { key }, writes) {
    const gone = writes.flatMap(({ before, after }) => (before && after.deletedAt ? before : []));
    // A job either creates and restores entries, or deletes them.
    return [
      gone.length > 0
        ? await tallyLess(context, key, gone)
        : await tallyMore(
            context,
            key,
            writes.map(({ after }) => after.date),
          ),
    ];
  },
};

interface ActivityBody {
  kind?: ActivityKind;
  title: string;
  notes?: string;
  durationMinutes?: number;
  date?: string;
}

const tasks: EntryKind<ActivityRecord> = {
  canBeAlone: true,
  canBelongTo: () => true,
  async create(context, parent, id, body) {
    const { done, remindAt, assigneeId, ...same } = body as typeof body & TaskBody;
    if (assigneeId !== undefined) await checkAssignee(context, assigneeId);
    const input = asNewActivity(context.settings, {
      title: same.title,
      notes: same.notes,
      dueAt: same.dueAt,
      priority: same.priority,
      assigneeId: assigneeId ?? context.actor.userId,
      // Nobody is reminded of the past.
      remindAt: remindAt !== undefined && remindAt > context.now ? remindAt : undefined,
      done: done === 'done',
      recordType: parent?.definition.type.name,
      recordId: parent?.record.id,
    });
    const { record, actions } = creation(activityRecords, context, input, '', id);
    return { after: record, actions };
  },
  async find(context, _parent, id) {
    const entry = await findActivityRecord(context, context.orgId, id);
    if (!entry) return undefined;
    const key = keyOf(activityRecords, context.orgId, id);
    return {
      entry,
      change: mainRecordOf(entry) ? entryChangeKey(key, id, entry.version) : changeKey(key, entry.version),
      restored: async () => {
        const scheduledChanges = await scheduledChangesForRestoration(context);
        const replaced = await replacedSince(activityRecords, context, entry, scheduledChanges);
        return { ...restored(activityRecords, context, entry, replaced), version: entry.version + 1 };
      },
      written: (after, action) =>
        nextVersion(activityRecords, context, entry, after, {
          action,
          changes: recordDifferences(activityRecords, entry, after),
        }).actions,
      title: entry.title,
      canDelete: isVisible(entry, reachOf(context, context.scopeFor('task:delete'))),
    };
  },
  ofParent: (_context, parent) => [parentExists(parent)],
};

interface TaskBody {
  title: string;
  notes?: string;
  dueAt: string;
  remindAt?: string;
  priority?: (typeof taskPriorities)[number];
  assigneeId?: string;
  done?: 'done' | 'open';
}

export const entryKinds: Record<EntryTypeName, EntryKind> = {
  note: notes,
  activity: activities,
  task: tasks,
};
