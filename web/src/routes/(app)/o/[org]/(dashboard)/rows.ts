/** Number of grid columns in a row of cards. */
export const columnCount = 12;

/** `wide`: the content, such as a chart, benefits from more space. */
export type CardSize = 'wide' | 'slim';

/** Possible rows by the sizes of their cards. Rows with a lower cost look better. */
const rowKinds: Record<string, { spans: number[]; cost: number }> = {
  'wide slim': { spans: [7, 5], cost: 0 },
  'slim wide': { spans: [5, 7], cost: 0 },
  'slim slim slim': { spans: [4, 4, 4], cost: 0 },
  'slim slim': { spans: [6, 6], cost: 1 },
  'wide wide': { spans: [6, 6], cost: 1 },
  wide: { spans: [12], cost: 2 },
  slim: { spans: [12], cost: 4 },
};

/** The number of columns for each card, so that cards in this order fill every row. */
export function spansOf(sizes: readonly CardSize[]): number[] {
  let best: { spans: number[]; cost: number }[] = [{ spans: [], cost: 0 }];
  for (let end = 1; end <= sizes.length; end += 1) {
    const candidates = [1, 2, 3].flatMap((length) => {
      const before = best[end - length];
      const row = rowKinds[sizes.slice(Math.max(0, end - length), end).join(' ')];
      if (!before || row?.spans.length !== length) return [];
      return [{ spans: [...before.spans, ...row.spans], cost: before.cost + row.cost }];
    });
    best = [...best, candidates.reduce((a, b) => (b.cost < a.cost ? b : a))];
  }
  return best.at(-1)?.spans ?? [];
}
