import { queryOptions } from '@tanstack/svelte-query';
import type { Export, ExportFormat } from '#contract/export.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import { client } from '#lib/api/client.ts';
import { queryClient } from '#lib/api/query-client.ts';
import { language } from '#lib/i18n/i18n.svelte.ts';
import { listColumns } from '#lib/records/list-columns.ts';
import type { ListedColumn } from '#lib/records/list/offered-columns.ts';
import type { TableLayout } from '#lib/records/list/table-layout.svelte.ts';
import { selectionOf, listQuestion, type ListState } from '#lib/records/list-state.ts';
import { refuseUnreadable } from '#lib/records/unreadable-filter.ts';
import { labelOf, type RecordView } from '#lib/records/view.ts';

/** Number of files that the dialog lists. */
const filesShown = 5;

const exportsKey = (orgId: string) => [orgId, 'exports'];

/** The newest exports of a type of records that the user created. */
export const latestQuery = (orgId: string, recordType: RecordTypeName, userId: string) =>
  queryOptions({
    queryKey: [...exportsKey(orgId), recordType],
    queryFn: async ({ signal }) =>
      (await client.exports.list({ orgId }, { signal })).items
        .filter((one) => one.recordType === recordType && one.createdBy === userId)
        .slice(0, filesShown),
    staleTime: 2_000,
  });

const exportQuery = (orgId: string, id: string) =>
  queryOptions({
    queryKey: [...exportsKey(orgId), 'one', id],
    queryFn: ({ signal }) => client.exports.get({ orgId, id }, { signal }),
  });

/** How often the dialog asks for the state of an export while that changes. */
const pollMilliseconds = 1_000;

/** The state of an export, which is read again until it has ended. */
export const progressQuery = (orgId: string, id: string) => ({
  ...exportQuery(orgId, id),
  refetchInterval: ({ state: { data } }: { state: { data?: Export | undefined } }) =>
    !data || isUnfinished(data) ? pollMilliseconds : (false as const),
});

export const isUnfinished = ({ state }: Pick<Export, 'state'>): boolean =>
  state === 'queued' || state === 'writing';

/** The number of records that match the filters of a list. */
export const totalQuery = (orgId: string, view: RecordView, list: ListState) =>
  queryOptions({
    queryKey: [orgId, view.plural, 'total', selectionOf(list)],
    queryFn: async ({ signal }) => {
      refuseUnreadable(list);
      const body = { ...selectionOf(list), limit: 0, current: true } as const;
      return (await view.client.query({ orgId, body }, { signal })).total;
    },
    staleTime: 0,
  });

/** The columns of a list that a file can have. */
export const exportable = ({ type }: RecordView, columns: readonly ListedColumn[]): ListedColumn[] => {
  const all = listColumns(type);
  return columns.filter(({ field }) => all.has(field));
};

/** The visible columns, and those that their amounts need. */
export function shownColumns(view: RecordView, { columns, hidden }: TableLayout): ListedColumn[] {
  const { besideAmounts = [] } = view;
  const hasAmounts = columns.some(({ shownAs }) => shownAs.kind === 'money');
  const needed = hidden.filter(({ field }) => hasAmounts && besideAmounts.includes(field));
  return exportable(view, [...columns, ...needed]);
}

/** The mark before decimals in a locale. */
export const decimalMarkOf = (locale: string): '.' | ',' =>
  new Intl.NumberFormat(locale)
    .formatToParts(1.5)
    .some(({ type, value }) => type === 'decimal' && value === ',')
    ? ','
    : '.';

interface Choice {
  format: ExportFormat;
  separator: ',' | ';';
  decimalMark: '.' | ',';
  columns: readonly ListedColumn[];
}

/** Exports the records of a list in its order. The headings are those of the list. */
export async function startExport(
  orgId: string,
  view: RecordView,
  list: ListState,
  { format, separator, decimalMark, columns }: Choice,
): Promise<Export> {
  refuseUnreadable(list);
  const { sorts = [], ...question } = listQuestion({ ...list, page: 1, offset: 0 });
  const { limit: _limit, ...query } = question;
  const created = await client.exports.create({
    orgId,
    body: {
      recordType: view.name,
      format,
      ...(format === 'csv' ? { separator, decimalMark } : {}),
      query: { ...query, sorts },
      columns: columns.map((column) => ({ field: column.field, header: labelOf(view, column) })),
      language: language(),
    },
  });
  void queryClient.invalidateQueries({ queryKey: exportsKey(orgId) });
  queryClient.setQueryData(exportQuery(orgId, created.id).queryKey, created);
  return created;
}

/** Downloads a file. The presigned URL determines the name under which it is saved. */
export async function downloadExport(orgId: string, id: string): Promise<void> {
  const { url } = await client.exports.download({ orgId, id });
  const link = document.createElement('a');
  link.href = url;
  link.click();
}
