import { fractionDigits } from '#contract/currency.ts';
import type { Money } from '#contract/field.ts';
import type { Stage } from '#contract/organization.ts';
import type { AnyRow } from '../view.ts';

/** A stage with the cards read of it so far. Sums are of all its cards, in minor units of the organization's currency. */
export interface Column {
  stageId: string;
  count: number;
  sumMinor: number;
  weightedMinor: number;
  isExact: boolean;
  cards: readonly AnyRow[];
  nextCursor?: string | undefined;
}

/** A card's place: behind which other of its stage, or on top. */
export interface Place {
  stageId: string;
  afterId: string | null;
}

export function placeOf(columns: readonly Column[], id: string): Place | undefined {
  for (const column of columns) {
    const index = column.cards.findIndex((card) => card.id === id);
    if (index >= 0) return { stageId: column.stageId, afterId: column.cards[index - 1]?.id ?? null };
  }
  return undefined;
}

export function cardOf(columns: readonly Column[], id: string): AnyRow | undefined {
  return columns.flatMap((column) => column.cards).find((card) => card.id === id);
}

/** What a deal counts in its column: nothing in a foreign currency without a rate. */
export function countedMinor(card: AnyRow, currency: string): number {
  const value = card.value as Money | undefined;
  if (!value) return 0;
  if (value.currency === currency) return value.amountMinor;
  const rate = card.exchangeRate as number | undefined;
  const factor = 10 ** (fractionDigits(currency) - fractionDigits(value.currency));
  return rate === undefined ? 0 : Math.round(value.amountMinor * rate * factor);
}

/** The columns with a card at another place, in a column that may not be shown. A place that is gone means the end. */
export function withMove(
  columns: readonly Column[],
  card: AnyRow,
  to: Place,
  { currency, stages }: { currency: string; stages: readonly Stage[] },
): Column[] {
  const minor = countedMinor(card, currency);
  const weight = (stageId: string) => {
    const stage = stages.find((one) => one.id === stageId);
    const own = stage?.meaning === 'open' ? (card.probability as number | undefined) : undefined;
    return Math.round((minor * (own ?? stage?.probability ?? 0)) / 100);
  };
  return columns.map((column) => {
    const { stageId } = column;
    const was = column.cards.some((one) => one.id === card.id);
    const others = column.cards.filter((one) => one.id !== card.id);
    const isHere = stageId === to.stageId;
    if (!was && !isHere) return column;
    const change = (isHere ? 1 : 0) - (was ? 1 : 0);
    const above = to.afterId === null ? -1 : others.findIndex((one) => one.id === to.afterId);
    const place = to.afterId === null ? 0 : above < 0 ? others.length : above + 1;
    return {
      ...column,
      cards: isHere ? others.toSpliced(place, 0, { ...card, stageId }) : others,
      count: column.count + change,
      sumMinor: column.sumMinor + change * minor,
      weightedMinor: column.weightedMinor + change * weight(stageId),
    };
  });
}
