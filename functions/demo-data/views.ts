import { viewRoles, type View } from '#contract/view.ts';
import type { Context } from '#data/organization/context.ts';
import { memberSinceOf, readSharedViews, viewActions, type StoredView } from '#data/organization/view.ts';
import { transact } from '#data/store/transact.ts';
import type { DemoContent } from './content/content.ts';
import { derivedId } from '#data/values/derived-id.ts';
import { isRefusal } from './refusal.ts';

type Name = 'quiet' | 'closing' | 'unassigned';

const names: Record<DemoContent['language'], Record<Name, string>> = {
  en: {
    quiet: 'Quiet for 60 days',
    closing: 'Closing this month',
    unassigned: 'Without an owner',
  },
  es: {
    quiet: 'Sin actividad en 60 días',
    closing: 'Se cierran este mes',
    unassigned: 'Sin responsable',
  },
};

/** Views that every role can use as they are. */
const views: Record<Name, Pick<View, 'recordType' | 'query' | 'footers'>> = {
  quiet: {
    recordType: 'customer',
    query: {
      filter: {
        or: [
          { field: 'lastTouchAt', op: 'before', value: { days: -60 } },
          { field: 'lastTouchAt', op: 'isEmpty' },
        ],
      },
      sorts: [{ field: 'lastTouchAt' }],
    },
  },
  closing: {
    recordType: 'deal',
    query: {
      filter: {
        and: [
          { field: 'outcome', op: 'anyOf', value: ['open'] },
          { field: 'expectedCloseDate', op: 'within', value: { this: 'month' } },
        ],
      },
      sorts: [{ field: 'expectedCloseDate' }],
    },
    footers: [{ field: 'value', measure: 'sum' }],
  },
  unassigned: {
    recordType: 'lead',
    query: { filter: { field: 'ownerId', op: 'isEmpty' }, sorts: [{ field: 'createdAt', descending: true }] },
  },
};

/** Adds views that are shared with everyone, if the organization has no shared views. */
export async function addDemoViews(context: Context, { language }: DemoContent): Promise<void> {
  const { orgId, now, actor } = context;
  if ((await readSharedViews(context)).length > 0) return;
  const memberSince = await memberSinceOf(context);
  const stored = Object.entries(views).map(([name, view]): StoredView => ({
    layout: 'list',
    ...view,
    id: derivedId(orgId, `view ${name}`),
    version: 1,
    name: names[language][name as Name],
    sharedWith: viewRoles,
    createdBy: actor.userId,
    createdAt: now,
    updatedAt: now,
    memberSince,
  }));
  try {
    await transact(
      context,
      stored.flatMap((view) => viewActions(context, undefined, view)),
    );
  } catch (error) {
    // A call at the same time has added them.
    if (!isRefusal(error)) throw error;
  }
}
