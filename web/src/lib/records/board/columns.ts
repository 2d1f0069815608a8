import { fractionDigits } from '#contract/currency.ts';
import type { Money } from '#contract/field.ts';
import type { Stage } from '#contract/stage.ts';
import type { Status } from '#contract/status.ts';
import type { AnyRow } from '../record-client.ts';

/** Sums of amounts in minor units of the organization's currency. */
export interface Sums {
  sumMinor: number;
  weightedMinor: number;
}

/** A column with the cards loaded so far. The count and the sums include all matching cards of the column. */
export interface Column {
  id: string;
  count: number;
  /** Undefined on boards of records without amounts. */
  sums?: Sums | undefined;
  cards: readonly AnyRow[];
  nextCursor?: string | undefined;
}

/** An entry of a list of the organization whose records are a column. */
export interface ColumnHead extends Pick<Status, 'id' | 'name' | 'meaning' | 'color' | 'retired'> {
  /** In percent. */
  probability?: number | undefined;
}

/** What the columns of a board follow from. */
export interface BoardRules {
  /** The field whose values are the columns. */
  by: string;
  /** Whether users determine the order of the cards. */
  isRanked: boolean;
  /** What sums follow from. Undefined on boards without sums. */
  money?: { currency: string; stages: readonly Stage[] } | undefined;
}

/** A position on the board: after a card of a column, or at the top of the column if `afterId` is null. */
export interface Place {
  columnId: string;
  afterId: string | null;
}

/** A move: the card as the move changed it, and its new position. */
export interface Move {
  card: AnyRow;
  to: Place;
  at: number;
  /** IDs of the columns that the card left or entered in its recent moves. */
  columnIds: readonly string[];
}

export function placeOf(columns: readonly Column[], id: string): Place | undefined {
  for (const column of columns) {
    const index = column.cards.findIndex((card) => card.id === id);
    if (index >= 0) return { columnId: column.id, afterId: column.cards[index - 1]?.id ?? null };
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

/** The sums of some cards in a column. Undefined on boards without sums. */
function sumsOf(cards: readonly AnyRow[], columnId: string, { money }: BoardRules): Sums | undefined {
  if (!money) return undefined;
  const { currency, stages } = money;
  const sum = (of: (card: AnyRow) => number) => cards.reduce((total, card) => total + of(card), 0);
  const minor = (card: AnyRow) => countedMinor(card, currency);
  return {
    sumMinor: sum(minor),
    weightedMinor: Math.round(sum((card) => minor(card) * weightIn(stages, columnId, card)) / 100),
  };
}

/**
 * The columns after a card is moved. If the target column isn't shown, the card is only removed. If the target column
 * doesn't contain `to.afterId`, the card goes to the end.
 */
export function withMove(columns: readonly Column[], card: AnyRow, to: Place, rules: BoardRules): Column[] {
  return columns.map((column) => {
    const { id, sums } = column;
    const was = column.cards.some((one) => one.id === card.id);
    const others = column.cards.filter((one) => one.id !== card.id);
    const isHere = id === to.columnId;
    if (!was && !isHere) return column;
    const change = (isHere ? 1 : 0) - (was ? 1 : 0);
    const above = to.afterId === null ? -1 : others.findIndex((one) => one.id === to.afterId);
    const place = to.afterId === null ? 0 : above < 0 ? others.length : above + 1;
    const more = sumsOf([card], id, rules);
    return {
      ...column,
      cards: isHere ? others.toSpliced(place, 0, { ...card, [rules.by]: id }) : others,
      count: column.count + change,
      ...(sums && more
        ? {
            sums: {
              sumMinor: sums.sumMinor + change * more.sumMinor,
              weightedMinor: sums.weightedMinor + change * more.weightedMinor,
            },
          }
        : {}),
    };
  });
}

/**
 * Corrects totals, which come from counters that lag behind for a moment. If all cards of a column are loaded, its
 * totals are computed from them. Otherwise, its totals in `shown` are kept while `moves` contain a move from or to it.
 */
export function withTotals(
  columns: readonly Column[],
  shown: readonly Column[],
  moves: readonly Move[],
  rules: BoardRules,
): Column[] {
  return columns.map((column) => {
    const { id, cards } = column;
    if (!column.nextCursor) return { ...column, count: cards.length, sums: sumsOf(cards, id, rules) };
    const before = shown.find((one) => one.id === id);
    if (!before || !moves.some((move) => move.columnIds.includes(id))) return column;
    return { ...column, count: before.count, sums: before.sums };
  });
}

/** Applies the user's moves to a response, except moves of cards that are as new or newer in the response. */
export function withMoves(
  answer: readonly Column[],
  moves: readonly Move[],
  rules: BoardRules,
): readonly Column[] {
  return moves.reduce((columns, { card, to }) => {
    const known = cardOf(answer, card.id);
    return known && known.version >= card.version ? columns : withMove(columns, card, to, rules);
  }, answer);
}

/**
 * Where a new first page ends among the cards that were shown. Without ranks, cards don't tell their order, and new ones
 * push others off the page.
 */
function endOfFirst(first: readonly AnyRow[], shown: readonly AnyRow[]): number {
  const ids = new Set(first.map(({ id }) => id));
  const last = shown.findLastIndex(({ id }) => ids.has(id));
  return last === -1 ? first.length : last + 1;
}

/** Adds cards that were loaded with further pages to a new response, which contains only first pages. */
export function withFurther(
  answer: readonly Column[],
  before: readonly Column[],
  isElsewhere: (id: string) => boolean,
  { isRanked }: Pick<BoardRules, 'isRanked'>,
): readonly Column[] {
  return answer.map((column) => {
    const shown = before.find(({ id }) => id === column.id);
    if (!shown || !column.nextCursor) return column;
    const last = String(column.cards.at(-1)?.position ?? '');
    const later = isRanked
      ? shown.cards.filter((card) => last && String(card.position) > last)
      : shown.cards.slice(endOfFirst(column.cards, shown.cards));
    const further = later.filter((card) => !cardOf(answer, card.id) && !isElsewhere(card.id));
    if (further.length === 0) return column;
    return { ...column, cards: [...column.cards, ...further], nextCursor: shown.nextCursor };
  });
}
