import { tick } from 'svelte';
import { t } from '#lib/i18n/i18n.svelte.ts';
import type { AnyRow } from '../record-client.ts';
import { cardOf, type Column } from './columns.ts';
import type { Lift } from './lift.svelte.ts';

interface KeyOptions {
  lift: Lift;
  /** The columns that arrow keys can move cards to. */
  open: () => readonly Column[];
  element: () => HTMLElement | undefined;
  /** The zones that keys move a held card to. */
  zones: () => Readonly<Record<string, string>>;
  /** What is announced over a zone. */
  zoneText: (zone: string) => string;
  /** The held card's target in words. */
  placeText: () => string;
  titleOf: (card: AnyRow) => string;
  /** Picks up a card. Returns undefined if it may not be moved. */
  take: (id: string) => AnyRow | undefined;
  drop: () => void;
  putBack: () => void;
  /** Assigns the focused card to the user. Undefined if the type has no queue. */
  assign: ((card: AnyRow) => void) | undefined;
  /** Logs an activity on the focused card, if there is one. Undefined if the type has no activities. */
  log: ((card: AnyRow | undefined) => void) | undefined;
  /** Announces changes to screen readers. */
  say: (text: string) => void;
}

/** Keyboard control of a board: Space picks up and drops a card, arrow keys move it. */
export class BoardKeys {
  readonly #options: KeyOptions;

  readonly commands;

  constructor(options: KeyOptions) {
    this.#options = options;
    this.commands = {
      nextRow: () => this.#moveFocus('down'),
      previousRow: () => this.#moveFocus('up'),
      nextColumn: () => this.#moveFocus('right'),
      previousColumn: () => this.#moveFocus('left'),
      ...(options.assign ? { assignToMe: () => this.#assignFocused() } : {}),
      ...(options.log ? { logActivity: () => options.log?.(this.#focused()) } : {}),
    };
  }

  /** Handles key presses while a card is held by keyboard, before any other handler does. */
  whileHolding(event: KeyboardEvent): void {
    const { lift, open, element, zones, drop, putBack } = this.#options;
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
    } else if (zones()[key]) {
      lift.zone = zones()[key];
      drop();
    } else if (key !== 'tab') return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Picks up the focused card when Space is pressed. */
  onCard(event: KeyboardEvent): void {
    const { lift, placeText, titleOf, element } = this.#options;
    const target = event.target as HTMLElement;
    const id = cardAt(target);
    if (lift.id || !id || event.key !== ' ' || !target.matches('a')) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const card = this.#options.take(id);
    if (!card) return;
    this.#options.say(t.boards.lifted(titleOf(card), placeText()));
    element()?.focus();
  }

  #focused(): AnyRow | undefined {
    const id = cardAt(document.activeElement);
    return id === undefined ? undefined : cardOf(this.#options.open(), id);
  }
  #assignFocused(): void {
    const card = this.#focused();
    if (card) this.#options.assign?.(card);
  }

  /** Moves the focus to the next card in a direction, or to the first card if none is focused. */
  #moveFocus(direction: 'up' | 'down' | 'left' | 'right'): void {
    const open = this.#options.open();
    const id = cardAt(document.activeElement);
    const at = open.findIndex((column) => column.cards.some((card) => card.id === id));
    const place = open[at]?.cards.findIndex((card) => card.id === id) ?? 0;
    const hasCards = (column: Column) => column.cards.length > 0;
    if (at < 0) this.#focusIn(open.find(hasCards), 0);
    else if (direction === 'left') this.#focusIn(open.slice(0, at).findLast(hasCards), place);
    else if (direction === 'right') this.#focusIn(open.slice(at + 1).find(hasCards), place);
    else this.#focusIn(open[at], place + (direction === 'up' ? -1 : 1));
  }

  #focusIn(column: Column | undefined, place: number): void {
    const card = column?.cards[Math.min(place, column.cards.length - 1)];
    if (card) void this.focus(card.id);
  }

  /** Gives the focus back to a card that loses it because a new order of the cards moves it. */
  async keepFocus(): Promise<void> {
    const id = cardAt(document.activeElement);
    if (id === undefined) return;
    await tick();
    if (document.activeElement === document.body) await this.focus(id);
  }

  async focus(id: string): Promise<void> {
    await tick();
    this.#options.element()?.querySelector<HTMLElement>(`[data-card="${id}"] a`)?.focus();
  }

  #tellPlace(): void {
    const { lift, placeText, zoneText, say } = this.#options;
    say(lift.zone ? zoneText(lift.zone) : placeText());
  }
}

const cardAt = (element: Element | null): string | undefined =>
  element?.closest<HTMLElement>('[data-card]')?.dataset.card;
