import type { SourceType } from '#contract/webhook-source.ts';
import { createQuery } from '#lib/api/create-query.svelte.ts';
import { customFieldsQuery, withCustomFields } from '#lib/records/custom-view.ts';
import { loadedView } from '#lib/records/load-view.svelte.ts';
import type { RecordView } from '#lib/records/view.ts';

/**
 * The view of a record type with the organization’s custom fields: undefined until it is loaded. Must be called while a
 * component is created.
 */
export function sourceView(orgId: string, type: SourceType): { readonly view: RecordView | undefined } {
  const custom = createQuery(() => customFieldsQuery(orgId, type));
  const view = $derived.by(() => {
    const plain = loadedView(type);
    return plain && !custom.isPending ? withCustomFields(plain, custom.data?.items ?? []) : undefined;
  });
  return {
    get view() {
      return view;
    },
  };
}
