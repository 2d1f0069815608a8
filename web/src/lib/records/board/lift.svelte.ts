import type { AnyRow } from '../record-client.ts';
import type { BoardRules, Column, Place } from './columns.ts';

/** The card that the user holds by keyboard or pointer, and its target: a position (`over`) or a zone. */
export class Lift {
  card = $state.raw<AnyRow>();
  over = $state.raw<Place>();
  zone = $state<string>();
  /** Where the card was picked up. */
  #from: Place | undefined;
  readonly #isRanked: boolean;
  byKeyboard = $state(false);
  /** Position of the pointer. */
  x = $state(0);
  y = $state(0);
  /** The pointer's position within the card when it was picked up, and the width of the card. */
  grip = { x: 0, y: 0, width: 0 };

  /** `isRanked` tells whether a card can be put anywhere in a column, or goes where its order demands. */
  constructor({ isRanked }: Pick<BoardRules, 'isRanked'>) {
    this.#isRanked = isRanked;
  }

  get id(): string | undefined {
    return this.card?.id;
  }

  take(card: AnyRow, place: Place, byKeyboard: boolean): void {
    this.card = card;
    this.over = place;
    this.#from = place;
    this.zone = undefined;
    this.byKeyboard = byKeyboard;
  }

  /** Notes where a pointer holds the card, which is shown in `box`. */
  grab({ clientX, clientY }: PointerEvent, box: DOMRect): void {
    this.grip = { x: clientX - box.left, y: clientY - box.top, width: box.width };
    this.x = clientX;
    this.y = clientY;
  }

  clear(): void {
    this.card = undefined;
    this.over = undefined;
    this.zone = undefined;
  }

  /** The position at which the card would be dropped (1 for the first), and the number of cards in the column then. */
  position(columns: readonly Column[]): { place: number; count: number } {
    const column = columns.find(({ id }) => id === this.over?.columnId);
    const others = column?.cards.filter(({ id }) => id !== this.id) ?? [];
    const above = others.findIndex(({ id }) => id === this.over?.afterId);
    const more = (column?.count ?? 0) - (column?.cards.length ?? 0);
    return { place: above + 2, count: others.length + 1 + more };
  }

  /** Moves the target by one step: within the column for ↑ and ↓, to an adjacent column for ← and →. */
  step(key: string, columns: readonly Column[]): void {
    const at = columns.findIndex(({ id }) => id === this.over?.columnId);
    const column = columns[at];
    if (!column) return;
    this.zone = undefined;
    const place = this.position(columns).place - 1;
    if (key === 'ArrowUp' || key === 'ArrowDown') this.#put(column, place + (key === 'ArrowUp' ? -1 : 1));
    else {
      const beside = columns[at + (key === 'ArrowLeft' ? -1 : 1)];
      if (beside) this.#put(beside, place);
    }
  }

  #put(column: Column, place: number): void {
    const others = column.cards.filter(({ id }) => id !== this.id);
    const index = Math.min(Math.max(place, 0), others.length);
    this.over = this.#placeIn(column.id, others[index - 1]?.id);
  }

  /** A place in a column after a card. Without ranks, it is the top of another column. */
  #placeIn(columnId: string, afterId: string | undefined): Place | undefined {
    if (this.#isRanked) return { columnId, afterId: afterId ?? null };
    return columnId === this.#from?.columnId ? this.#from : { columnId, afterId: null };
  }

  /** Sets the target to the zone or the position in a column that is under the pointer, if any. */
  point(x: number, y: number): void {
    this.x = x;
    this.y = y;
    const under = document
      .elementsFromPoint(x, y)
      .find((element) => element.closest('[data-column], [data-zone]'));
    const zone = under?.closest<HTMLElement>('[data-zone]');
    this.zone = zone?.dataset.zone;
    const column = under?.closest<HTMLElement>('[data-column]');
    if (this.zone || !column) {
      if (this.zone) this.over = undefined;
      return;
    }
    const cards = [...column.querySelectorAll<HTMLElement>('[data-card]')];
    const above = cards.findLast((card) => {
      const box = card.getBoundingClientRect();
      return y > box.top + box.height / 2;
    });
    this.over = this.#placeIn(column.dataset.column ?? '', above?.dataset.card);
  }
}
