interface DragOptions {
  /** Picks up a card. Returns false if it may not be moved. */
  take: (cardId: string, event: PointerEvent, element: HTMLElement) => boolean;
  over: (x: number, y: number) => void;
  drop: () => void;
  cancel: () => void;
}

const mousePixels = 5;
const holdMilliseconds = 280;
const edgePixels = 56;
const scrollPixels = 12;

/**
 * Lets users drag the cards in an element. Dragging starts after the mouse has moved a few pixels, or after a finger or
 * pen was held still for a moment, so that users can still scroll by touch. Scrolls when the pointer is near an edge.
 * `pressed` is the pointer that is down already, if there is one.
 */
export function draggable(
  board: HTMLElement,
  pressed: PointerEvent | undefined,
  options: DragOptions,
): () => void {
  const drag = new Drag(board, options);
  if (pressed) drag.down(pressed);
  return () => drag.end();
}

class Drag {
  readonly #board: HTMLElement;
  readonly #options: DragOptions;
  readonly #listening = new AbortController();
  /** A press on a card that may become a drag. */
  #pending: { id: number; x: number; y: number; cardId: string; element: HTMLElement } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** ID of the pointer that drags a card. */
  #dragging: number | undefined;
  #frame = 0;
  #last = { x: 0, y: 0 };

  constructor(board: HTMLElement, options: DragOptions) {
    this.#board = board;
    this.#options = options;
    const { signal } = this.#listening;
    board.addEventListener('pointerdown', (event) => this.down(event), { signal });
    board.addEventListener('contextmenu', (event) => this.#keepFromBrowser(event, true), { signal });
    board.addEventListener('touchmove', (event) => this.#keepFromBrowser(event), { signal, passive: false });
    addEventListener('pointermove', (event) => this.#move(event), { signal });
    addEventListener('pointerup', (event) => this.#release(event), { signal });
    addEventListener('pointercancel', (event) => this.#release(event), { signal });
    addEventListener('keydown', (event) => this.#key(event), { signal });
  }

  end(): void {
    this.#forget();
    cancelAnimationFrame(this.#frame);
    this.#listening.abort();
  }

  down(event: PointerEvent): void {
    const element = (event.target as HTMLElement).closest<HTMLElement>('[data-card]');
    const cardId = element?.dataset.card;
    if (!element || !cardId || event.button !== 0 || this.#dragging !== undefined) return;
    this.#pending = { id: event.pointerId, x: event.clientX, y: event.clientY, cardId, element };
    if (event.pointerType !== 'mouse') this.#timer = setTimeout(() => this.#begin(event), holdMilliseconds);
  }

  #begin(event: PointerEvent): void {
    clearTimeout(this.#timer);
    const pressed = this.#pending;
    if (!pressed || !this.#options.take(pressed.cardId, event, pressed.element)) return;
    this.#dragging = pressed.id;
    this.#pending = undefined;
    getSelection()?.removeAllRanges();
    this.#last = { x: event.clientX, y: event.clientY };
    this.#frame = requestAnimationFrame(() => this.#scroll());
  }

  #move(event: PointerEvent): void {
    if (this.#pending?.id === event.pointerId) {
      const far = Math.hypot(event.clientX - this.#pending.x, event.clientY - this.#pending.y) > mousePixels;
      if (event.pointerType === 'mouse' && far) this.#begin(event);
      else if (far) this.#forget();
    }
    if (this.#dragging !== event.pointerId) return;
    event.preventDefault();
    this.#last = { x: event.clientX, y: event.clientY };
    this.#options.over(this.#last.x, this.#last.y);
  }

  #scroll(): void {
    const { x, y } = this.#last;
    const column = document.elementsFromPoint(x, y).find((element) => element.classList.contains('cards'));
    const { top = y, bottom = y } = column?.getBoundingClientRect() ?? {};
    const { left, right } = this.#board.getBoundingClientRect();
    const down = column ? towardsEdge(y, top, bottom) : 0;
    const aside = towardsEdge(x, left, right);
    if (down !== 0) column?.scrollBy({ top: down * scrollPixels });
    if (aside !== 0) this.#board.scrollBy({ left: aside * scrollPixels });
    // The target changes even if the pointer is still, because the content moves under it.
    if (down !== 0 || aside !== 0) this.#options.over(x, y);
    this.#frame = requestAnimationFrame(() => this.#scroll());
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#pending = undefined;
  }

  #release(event: PointerEvent): void {
    if (this.#pending?.id === event.pointerId) this.#forget();
    if (this.#dragging !== event.pointerId) return;
    this.#stop();
    if (event.type === 'pointerup') this.#options.drop();
    else this.#options.cancel();
  }

  #stop(): void {
    this.#dragging = undefined;
    cancelAnimationFrame(this.#frame);
    // Suppresses the click event that follows a drop, because it would open the card.
    const swallow = (event: Event) => {
      event.preventDefault();
      event.stopPropagation();
    };
    addEventListener('click', swallow, { capture: true, once: true });
    setTimeout(() => removeEventListener('click', swallow, { capture: true }));
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || this.#dragging === undefined) return;
    this.#stop();
    this.#options.cancel();
  }

  /**
   * While a card is dragged, cancels an event, so that the browser neither scrolls nor opens a context menu.
   * `alsoPending` includes presses that may become a drag.
   */
  #keepFromBrowser(event: Event, alsoPending = false): void {
    if (this.#dragging !== undefined || (alsoPending && this.#pending)) event.preventDefault();
  }
}

const towardsEdge = (at: number, start: number, end: number) =>
  at < start + edgePixels ? -1 : at > end - edgePixels ? 1 : 0;
