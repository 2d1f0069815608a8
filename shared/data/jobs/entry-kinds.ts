import type { ActivityKind } from '#contract/activity-kinds.ts';
import type { EntryTypeName } from '#contract/entry-type-names.ts';
import type { Note } from '#contract/note.ts';
import { ProblemError } from '#contract/problem.ts';
import type { taskPriorities } from '#contract/task.ts';
import {
  activityActions,
  findActivity,
  tallyLess,
  tallyMore,
  type StoredActivity,
} from '../entries/activity.ts';
import { newActivity, newNote, newTask } from '../entries/new-entries.ts';
import { findNote, noteActions, parentExists } from '../entries/note.ts';
import { checkAssignee } from '../entries/task-assignee.ts';
import { restoredFields, restoredTask } from '../entries/task-restoration.ts';
import { findTask, taskActions, type StoredTask } from '../entries/task.ts';
import type { Context } from '../organization/context.ts';
import { loadMember } from '../organization/member.ts';
import { isVisible, reachOf, type Parent } from '../records/read.ts';
import { differences } from '../store/change.ts';
import { changeKey, entryChangeKey, taskKey, type Key } from '../store/keys.ts';
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

const tasks: EntryKind<StoredTask> = {
  canBeAlone: true,
  canBelongTo: () => true,
  async create(context, parent, id, body) {
    const {
      title,
      notes: text,
      dueAt,
      remindAt,
      priority,
      assigneeId,
      done,
    } = body as typeof body & TaskBody;
    if (assigneeId !== undefined) await checkAssignee(context, assigneeId);
    const isDone = done === 'done';
    const { task, actions } = newTask(
      context,
      parent && { recordType: parent.definition.type.name, recordId: parent.record.id },
      id,
      {
        title,
        notes: text,
        dueAt,
        // Nobody is reminded of the past.
        remindAt: remindAt !== undefined && remindAt > context.now ? remindAt : undefined,
        priority,
        assigneeId,
        isDone,
      },
    );
    return { after: task, actions };
  },
  async find(context, _parent, id) {
    const entry = await findTask(context, context.orgId, id);
    if (!entry) return undefined;
    const key = taskKey(context.orgId, id);
    return {
      entry,
      change: entry.recordId ? entryChangeKey(key, id, entry.version) : changeKey(key, entry.version),
      restored: () => restoredTask(context, entry),
      written: (after, action) =>
        taskActions(context, entry, after, action, differences(entry, after, restoredFields)),
      title: entry.title,
      canDelete: isVisible({ ownerId: entry.assigneeId }, reachOf(context, context.scopeFor('task:delete'))),
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
