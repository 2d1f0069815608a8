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

export interface BoardMoney {
  currency: string;
  stages: readonly Stage[];
}

/** A card's place: behind which other of its stage, or on top. */
export interface Place {
  stageId: string;
  afterId: string | null;
}

/** A card as it is after a move, and where that put it. */
export interface Move {
  card: AnyRow;
  to: Place;
  at: number;
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
  { currency, stages }: BoardMoney,
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

/** Lays one's own moves over an answer that does not know of them yet; what came after them is as it is told. */
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

/** The beginnings of columns that were read again, going on with what was read beyond them before. */
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
