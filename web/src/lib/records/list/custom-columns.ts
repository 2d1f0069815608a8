import { queryClient } from '#lib/api/query-client.ts';
import { customFieldsQuery, withCustomFields } from '../custom-view.ts';
import type { RecordView } from '../view.ts';

/** The view of a list, with custom fields, which lists can show and filter by. */
export async function readColumns(orgId: string, view: RecordView): Promise<RecordView> {
  const { items } = await queryClient.query(customFieldsQuery(orgId, view.name));
  return withCustomFields(view, items);
}
