/** Names of the history's filters in the URL. */
export const historyFilters = [
  'kind',
  'kindId',
  'outcomeId',
  'userId',
  'teamOf',
  'dateFrom',
  'dateTo',
] as const;
export type HistoryFilter = (typeof historyFilters)[number];
export type HistoryFilters = Partial<Record<HistoryFilter, string | undefined>>;
