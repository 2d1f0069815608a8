import { recordViews } from '#lib/records/views.ts';
import type { RecordView } from '#lib/records/view.ts';
import { may, type Workspace } from '#lib/workspace.ts';

/** Texts with the number of records that have a tag, for each record type that the user can read and that has any. */
export async function tagUses(workspace: Workspace, tagId: string): Promise<string[]> {
  const views: RecordView[] = Object.values(recordViews);
  const tagged = views.filter(
    ({ type, permissions }) => type.filters.includes('tagIds') && may(workspace, permissions.read),
  );
  const uses = await Promise.all(
    tagged.map(async (view) => {
      const { total } = await view.client.list({ orgId: workspace.orgId, tagIds: [tagId], limit: 1 });
      return total > 0 ? [view.texts().count(total)] : [];
    }),
  );
  return uses.flat();
}
