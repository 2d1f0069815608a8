import type { TimelineEntry } from '#contract/timeline.ts';
import type { Context } from '#data/organization/context.ts';
import type { Parent } from '#data/records/read.ts';
import { lastVersion, readChanges as readChangeItems } from '#data/records/read-changes.ts';
import { changesWithVisibleAbout } from '#data/records/visible-about.ts';
import { headerFrom, isFirst, type ChangeItem, type FieldChange } from '#data/store/change.ts';
import { timelineKey } from '#data/store/keys.ts';

/** A change as a line of the timeline. */
export interface ChangeLine {
  sk: string;
  data: string;
  version: number;
}

/** Maximum number of characters of a change's values in a line. Longer values are only in the record's history. */
const valuesMax = 2_000;
/** Maximum number of characters of one change in a line whose values are too long together. */
const valueMax = 500;

/**
 * The next changes of a record, newest first, with the sort keys that stored lines of the same time have. Versions
 * decide the order, even if clocks disagree: a change counts as made no later than the next one, or than `until`.
 */
export async function readChanges(
  context: Context,
  parent: Parent,
  { before, until }: { before: number | undefined; until: string },
  most: number,
): Promise<{ lines: ChangeLine[]; end: string | undefined }> {
  const { definition, record } = parent;
  const items = await readChangeItems(
    context,
    { definition, id: record.id },
    { versions: [0, before === undefined ? lastVersion : before - 1], most: most + 1, strong: false },
  );
  let latest = until;
  const changes = await changesWithVisibleAbout(context, definition.type, items.map(changesOf(parent)));
  const lines = items.map((item, index): ChangeLine => {
    if (item.at < latest) latest = item.at;
    const entry = entryFrom(item, changes[index] ?? []);
    return {
      sk: timelineKey(parent.key, latest, entry.id).sk,
      data: JSON.stringify(entry),
      version: item.version,
    };
  });
  const hasMore = lines.length > most;
  const shown = lines.slice(0, most);
  return { lines: shown, end: hasMore ? shown.at(-1)?.sk : undefined };
}

const changesOf =
  (parent: Parent) =>
  (item: ChangeItem): FieldChange[] =>
    isFirst(headerFrom(item).action) ? formOf(parent) : (JSON.parse(item.data ?? '[]') as FieldChange[]);

function entryFrom(item: ChangeItem, changes: readonly FieldChange[]): TimelineEntry {
  const { action, actorId, via } = headerFrom(item);
  return {
    id: `C${String(item.version).padStart(9, '0')}`,
    kind: 'change',
    at: item.at,
    actorId,
    action,
    ...(via ? { via } : {}),
    ...(changes.length === 0 ? {} : { data: shownChanges(changes) }),
  };
}

/** Changes that are too long together are shown without the long ones, and with the names of all fields. */
function shownChanges(changes: readonly FieldChange[]): Record<string, unknown> {
  if (sizeOf(changes) <= valuesMax) return { changes };
  const short = changes.filter((one) => sizeOf(one) <= valueMax);
  const fields = changes.map(({ field }) => field);
  return sizeOf(short) <= valuesMax ? { changes: short, fields } : { fields };
}
const sizeOf = (value: unknown): number => JSON.stringify(value).length;

/** The form through which a record arrived is the only value that the line of its creation shows. It never changes. */
function formOf({ record: { formName } }: Parent): FieldChange[] {
  return typeof formName === 'string' ? [{ field: 'formName', from: null, to: formName }] : [];
}
