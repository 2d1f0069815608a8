/** Titles by ID of records that are shown side by side. Those with the same title are numbered. */
export function distinctTitles(
  records: readonly { id: string; title: string }[],
): ReadonlyMap<string, string> {
  const sameTitle = Map.groupBy(records, ({ title }) => title);
  return new Map(
    records.map((record) => {
      const { id, title } = record;
      const same = sameTitle.get(title) ?? [];
      return [id, same.length > 1 ? `${title} (${same.indexOf(record) + 1})` : title];
    }),
  );
}
