import { queryClient } from '#lib/api/query-client.ts';
import { customFieldsQuery, withCustomColumns } from '../custom-view.ts';
import type { RecordView } from '../view.ts';

/** The view of a list, with columns and filters for custom fields. */
export async function readColumns(orgId: string, view: RecordView): Promise<RecordView> {
  const { items } = await queryClient.query(customFieldsQuery(orgId, view.name));
  return withCustomColumns(view, items);
}
