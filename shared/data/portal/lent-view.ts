import type { Context } from '../organization/context.ts';
import { viewOf } from '../organization/rights.ts';
import type { OrganizationSettings } from '../organization/settings.ts';
import type { AnyRecord, RecordDefinition } from '../records/definition.ts';
import { isVisible, readReach, type Reach } from '../records/read.ts';
import type { UserContext } from '../store/request-context.ts';

/** A member who stands behind an access to the portal, or an API key with which that member acted. */
export interface Lender {
  userId: string;
  apiKeyId?: string;
}

/** What lenders can read now. Undefined if one of them isn't a member any more, or the key has ended. */
export async function viewsOf(
  base: UserContext,
  settings: OrganizationSettings,
  lenders: readonly Lender[],
): Promise<Context[] | undefined> {
  const views = await Promise.all(lenders.map((lender) => viewOf(base, settings, lender)));
  const present = views.filter((view) => view !== undefined);
  return present.length === views.length ? present : undefined;
}

/** Whether a view contains everything that a portal can show, so that nobody has to confirm what it lends. */
export const isOfAll = (view: Context): boolean => view.scopeFor('portalAccess:confirm') === 'all';

/** The records of a type that are in all views. */
export const reachOfViews = (views: readonly Context[], definition: RecordDefinition): Reach =>
  views.map((view) => readReach(definition, view)).reduce<Reach>(overlap, 'all');

/** Whether a record is in all views. */
export const isInViews = (
  views: readonly Context[],
  definition: RecordDefinition,
  record: AnyRecord | object,
): boolean => isVisible(record, reachOfViews(views, definition));

/** What members can read depends on the owner only. */
function overlap(one: Reach, other: Reach): Reach {
  if (one === 'all') return other;
  if (other === 'all') return one;
  if (one.field !== other.field) return { field: one.field, ids: [] };
  return { field: one.field, ids: one.ids.filter((id) => other.ids.includes(id)) };
}
