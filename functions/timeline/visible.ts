import type { Activity } from '#contract/logged-activity.ts';
import type { Permission } from '#contract/permission.ts';
import type { TimelineEntry } from '#contract/timeline.ts';
import { withUserNames } from '#data/entries/activity.ts';
import type { Context } from '#data/organization/context.ts';
import { stageOf } from '#data/records/deal.ts';
import type { AnyRecord } from '#data/records/definition.ts';
import { paymentState } from '#data/records/payment.ts';
import { isVisible, reachOf } from '#data/records/read.ts';
import { readVisible, titleOf } from '#data/records/visible.ts';

/**
 * Kinds of lines that show the content of an entry, with the permission that reading such entries requires. An API key
 * may lack it.
 */
const textOf: Partial<Record<TimelineEntry['kind'], Permission>> = {
  note: 'note:read',
  attachment: 'attachment:read',
  activity: 'activity:read',
  task: 'task:read',
};

/** Removes lines that the caller may not see and adds current names and titles. */
export async function withVisibleContent(
  context: Context,
  entries: readonly TimelineEntry[],
): Promise<TimelineEntry[]> {
  const pointed = entries.flatMap(({ about }) => (about ? [about] : []));
  const records = await readVisible(context, pointed);
  const tasks = reachOf(context, context.scopeFor('task:read'));
  const seen = entries.flatMap((entry): TimelineEntry[] => {
    const needed = textOf[entry.kind];
    if (needed && !context.scopeFor(needed)) return [];
    if (entry.kind === 'task') return isVisible({ ownerId: entry.data?.assigneeId }, tasks) ? [entry] : [];
    if (!entry.about) return [entry];
    const record = records.get(entry.about.id);
    return record ? [pointer(context, entry, entry.about, record)] : [];
  });
  return withNames(context, seen);
}

type About = NonNullable<TimelineEntry['about']>;

/** Adds the record's current title and, for a closed deal or a payment, what became of it. */
function pointer(context: Context, entry: TimelineEntry, about: About, record: AnyRecord): TimelineEntry {
  return {
    ...entry,
    action: actionNow(context, entry, record),
    about: { ...about, title: titleOf(about.type, record) },
  };
}

function actionNow({ settings }: Context, { kind, action }: TimelineEntry, record: AnyRecord): string {
  if (action === 'closed') {
    const meaning = stageOf(settings, String(record.stageId))?.meaning;
    return meaning && meaning !== 'open' ? meaning : action;
  }
  if (kind !== 'payment' || action !== 'received') return action;
  const state = paymentState({ statusId: record.statusId as string | undefined }, settings);
  return state === 'refunded' ? action : state;
}

async function withNames(context: Context, entries: TimelineEntry[]): Promise<TimelineEntry[]> {
  const activities = entries.flatMap((entry) =>
    entry.kind === 'activity' && entry.data ? [entry.data as Activity] : [],
  );
  const named = new Map(
    (await withUserNames(context, activities)).map((activity) => [activity.id, activity]),
  );
  return entries.map((entry) =>
    entry.kind === 'activity' ? { ...entry, data: { ...named.get(String(entry.data?.id)) } } : entry,
  );
}
