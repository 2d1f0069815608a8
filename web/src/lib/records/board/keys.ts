import { tick } from 'svelte';
import { t } from '#lib/i18n/i18n.svelte.ts';
import type { AnyRow } from '../view.ts';
import type { Column } from './columns.ts';
import type { Lift } from './lift.svelte.ts';

interface KeyOptions {
  lift: Lift;
  columns: () => readonly Column[];
  /** The columns that cards move between. */
  open: () => readonly Column[];
  element: () => HTMLElement | undefined;
  nameOf: (stageId: string | undefined) => string;
  titleOf: (card: AnyRow) => string;
  /** Takes a card up, if it may be moved. */
  take: (id: string) => AnyRow | undefined;
  drop: () => void;
  putBack: () => void;
  /** Tells those who cannot see the board. */
  say: (text: string) => void;
}

/** The board by keyboard: space takes a card up and puts it down, arrows carry it or go from card to card. */
export class BoardKeys {
  readonly #options: KeyOptions;

  constructor(options: KeyOptions) {
    this.#options = options;
  }

  /** Keys of a card that is held go before all others. */
  whileHolding(event: KeyboardEvent): void {
    const { lift, open, element, drop, putBack } = this.#options;
    if (!lift.id || !lift.byKeyboard || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key === ' ' || key === 'enter') drop();
    else if (key === 'escape') putBack();
    else if (key.startsWith('arrow')) {
      lift.step(event.key, open());
      this.#tellPlace();
      void tick().then(() =>
        element()?.querySelector('.lifted')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }),
      );
    } else if (key === 'w' || key === 'l') {
      lift.zone = key === 'w' ? 'won' : 'lost';
      drop();
    } else if (key !== 'tab') return;
    event.preventDefault();
    event.stopPropagation();
  }

  onCard(event: KeyboardEvent): void {
    const { lift, columns, nameOf, titleOf, element } = this.#options;
    const target = event.target as HTMLElement;
    const id = target.closest<HTMLElement>('[data-card]')?.dataset.card;
    if (lift.id || !id || !target.matches('a') || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === ' ') {
      const card = this.#options.take(id);
      if (card) {
        const { place, count } = lift.position(columns());
        this.#options.say(t.deals.lifted(titleOf(card), nameOf(lift.over?.stageId), place, count));
        element()?.focus();
      }
    } else if (event.key.startsWith('Arrow')) this.#walk(event.key, id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  async focus(id: string): Promise<void> {
    await tick();
    this.#options.element()?.querySelector<HTMLElement>(`[data-card="${id}"] a`)?.focus();
  }

  #tellPlace(): void {
    const { lift, columns, nameOf, say } = this.#options;
    const { place, count } = lift.position(columns());
    if (lift.zone) say(lift.zone === 'won' ? t.deals.overWon : t.deals.overLost);
    else say(t.deals.over(nameOf(lift.over?.stageId), place, count));
  }

  /** From card to card, without holding one. */
  #walk(key: string, id: string): void {
    const open = this.#options.open();
    const at = open.findIndex((column) => column.cards.some((card) => card.id === id));
    const place = open[at]?.cards.findIndex((card) => card.id === id) ?? 0;
    const column = key === 'ArrowLeft' ? open[at - 1] : key === 'ArrowRight' ? open[at + 1] : open[at];
    const wanted = place + (key === 'ArrowUp' ? -1 : key === 'ArrowDown' ? 1 : 0);
    const next = column?.cards[Math.min(wanted, column.cards.length - 1)];
    if (next) void this.focus(next.id);
  }
}
