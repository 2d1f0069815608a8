import { fractionDigits } from '#contract/currency.ts';
import type { Money } from '#contract/field.ts';
import type { Stage } from '#contract/organization.ts';
import type { AnyRow } from '../record-client.ts';

/**
 * A stage with the cards loaded so far. The count and the sums include all matching cards of the stage. Sums are in
 * minor units of the organization's currency.
 */
export interface Column {
  stageId: string;
  count: number;
  sumMinor: number;
  weightedMinor: number;
  cards: readonly AnyRow[];
  nextCursor?: string | undefined;
}

export interface BoardMoney {
  currency: string;
  stages: readonly Stage[];
}

/** A position on the board: after a card of a stage, or at the top of the stage if `afterId` is null. */
export interface Place {
  stageId: string;
  afterId: string | null;
}

/** A move: the card as the move changed it, and its new position. */
export interface Move {
  card: AnyRow;
  to: Place;
  at: number;
  /** IDs of the stages that the card left or entered in its recent moves. */
  stageIds: readonly string[];
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

/**
 * The minor units that a deal adds to the sum of its column: 0 if it has no value, or a value in another currency
 * without an exchange rate.
 */
export function countedMinor(card: AnyRow, currency: string): number {
  const value = card.value as Money | undefined;
  if (!value) return 0;
  if (value.currency === currency) return value.amountMinor;
  const rate = card.exchangeRate as number | undefined;
  const factor = 10 ** (fractionDigits(currency) - fractionDigits(value.currency));
  return rate === undefined ? 0 : Math.round(value.amountMinor * rate * factor);
}

/** The percentage of its value that a card adds to the weighted sum of a stage. */
function weightIn(stages: readonly Stage[], stageId: string, card: AnyRow): number {
  const stage = stages.find((one) => one.id === stageId);
  const own = stage?.meaning === 'open' ? (card.probability as number | undefined) : undefined;
  return own ?? stage?.probability ?? 0;
}

/**
 * The columns after a card is moved. If the target column isn't shown, the card is only removed. If the target column
 * doesn't contain `to.afterId`, the card goes to the end.
 */
export function withMove(
  columns: readonly Column[],
  card: AnyRow,
  to: Place,
  { currency, stages }: BoardMoney,
): Column[] {
  const minor = countedMinor(card, currency);
  const weight = (stageId: string) => Math.round((minor * weightIn(stages, stageId, card)) / 100);
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

/**
 * Corrects totals, which come from counters that lag behind for a moment. If all cards of a stage are loaded, its
 * totals are computed from them. Otherwise, its totals in `shown` are kept while `moves` contain a move from or to it.
 */
export function withTotals(
  columns: readonly Column[],
  shown: readonly Column[],
  moves: readonly Move[],
  { currency, stages }: BoardMoney,
): Column[] {
  return columns.map((column) => {
    const { stageId, cards } = column;
    if (!column.nextCursor) {
      const sum = (of: (card: AnyRow) => number) => cards.reduce((total, card) => total + of(card), 0);
      const minor = (card: AnyRow) => countedMinor(card, currency);
      return {
        ...column,
        count: cards.length,
        sumMinor: sum(minor),
        weightedMinor: Math.round(sum((card) => minor(card) * weightIn(stages, stageId, card)) / 100),
      };
    }
    const before = shown.find((one) => one.stageId === stageId);
    if (!before || !moves.some((move) => move.stageIds.includes(stageId))) return column;
    const { count, sumMinor, weightedMinor } = before;
    return { ...column, count, sumMinor, weightedMinor };
  });
}

/** Applies the user's moves to a response, except moves of cards that are as new or newer in the response. */
export function withMoves(
  answer: readonly Column[],
  moves: readonly Move[],
  money: BoardMoney,
): readonly Column[] {
  return moves.reduce((columns, { card, to }) => {
    const known = cardOf(answer, card.id);
    return known && known.version >= card.version ? columns : withMove(columns, card, to, money);
  }, answer);
}

/** Adds cards that were loaded with further pages to a new response, which contains only first pages. */
export function withFurther(
  answer: readonly Column[],
  before: readonly Column[],
  isElsewhere: (id: string) => boolean,
): readonly Column[] {
  return answer.map((column) => {
    const shown = before.find(({ stageId }) => stageId === column.stageId);
    const last = String(column.cards.at(-1)?.position ?? '');
    if (!shown || !column.nextCursor || !last) return column;
    const further = shown.cards.filter(
      (card) => String(card.position) > last && !cardOf(answer, card.id) && !isElsewhere(card.id),
    );
    if (further.length === 0) return column;
    return { ...column, cards: [...column.cards, ...further], nextCursor: shown.nextCursor };
  });
}
