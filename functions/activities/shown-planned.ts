import type { Change } from '#contract/record-operations.ts';
import { activity, type ActivityRecord } from '#contract/records/activity.ts';
import type { Context } from '#data/organization/context.ts';
import { changesWithVisibleAbout, withVisibleAbout } from '#data/records/visible-about.ts';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the contract gives each operation its own input
type Verb = (context: Context, input: any) => Promise<any>;

/** An operation whose answer is about what is within the caller's reach. */
export const shown =
  (verb: Verb) =>
  async (context: Context, input: unknown): Promise<ActivityRecord> => {
    const [record] = await withVisibleAbout(context, activity, [
      (await verb(context, input)) as ActivityRecord,
    ]);
    if (!record) throw new Error('nothing was answered');
    return record;
  };

/** The same of an operation that answers with several. */
export const shownMany =
  (verb: Verb) =>
  async (context: Context, input: unknown): Promise<{ items: ActivityRecord[] }> => {
    const { items } = (await verb(context, input)) as { items: ActivityRecord[] };
    return { items: await withVisibleAbout(context, activity, items) };
  };

/** The same of a history. */
export const shownHistory =
  (verb: Verb) =>
  async (context: Context, input: unknown): Promise<{ items: Change[]; nextCursor?: string | undefined }> => {
    const page = (await verb(context, input)) as { items: Change[]; nextCursor?: string };
    const changes = await changesWithVisibleAbout(
      context,
      activity,
      page.items.map((item) => item.changes ?? []),
    );
    const items = page.items.map((item, at) =>
      item.changes ? { ...item, changes: [...(changes[at] ?? [])] } : item,
    );
    return { ...page, items };
  };
