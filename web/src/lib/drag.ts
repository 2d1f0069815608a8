export interface DragOptions {
  /** The element that a press on `target` would drag. */
  find: (target: Element) => HTMLElement | null;
  /** Picks up an element, at the place where it was pressed. Returns false if it may not be dragged. */
  take: (element: HTMLElement, event: PointerEvent) => boolean;
  over: (x: number, y: number) => void;
  drop: () => void;
  cancel: () => void;
  /** The element whose content scrolls up and down at a place, and the one whose content scrolls sideways. */
  scrollersAt: (x: number, y: number) => { down: Element | undefined; aside: Element };
}

const mousePixels = 5;
const holdMilliseconds = 280;
const edgePixels = 56;
const scrollPixels = 12;

/**
 * Lets users drag elements in `host`. Dragging starts after the mouse has moved a few pixels, or after a finger or pen
 * was held still for a moment, so that users can still scroll by touch. Scrolls when the pointer is near an edge.
 * `pressed` is the pointer that is down already, if there is one.
 */
export function draggable(
  host: HTMLElement,
  pressed: PointerEvent | undefined,
  options: DragOptions,
): () => void {
  const drag = new Drag(host, options);
  if (pressed) drag.down(pressed);
  return () => drag.end();
}

class Drag {
  readonly #options: DragOptions;
  readonly #listening = new AbortController();
  /** A press that may become a drag. */
  #pending: { id: number; x: number; y: number; element: HTMLElement; event: PointerEvent } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** ID of the pointer that drags. */
  #dragging: number | undefined;
  #frame = 0;
  #last = { x: 0, y: 0 };

  constructor(host: HTMLElement, options: DragOptions) {
    this.#options = options;
    const { signal } = this.#listening;
    host.addEventListener('pointerdown', (event) => this.down(event), { signal });
    host.addEventListener('contextmenu', (event) => this.#keepFromBrowser(event, true), { signal });
    host.addEventListener('touchmove', (event) => this.#keepFromBrowser(event), { signal, passive: false });
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
    const element = this.#options.find(event.target as Element);
    if (!element || event.button !== 0 || this.#dragging !== undefined) return;
    this.#pending = { id: event.pointerId, x: event.clientX, y: event.clientY, element, event };
    if (event.pointerType !== 'mouse') this.#timer = setTimeout(() => this.#begin(event), holdMilliseconds);
  }

  #begin(event: PointerEvent): void {
    clearTimeout(this.#timer);
    const pressed = this.#pending;
    if (!pressed || !this.#options.take(pressed.element, pressed.event)) return;
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
    const scrollers = this.#options.scrollersAt(x, y);
    const { top = y, bottom = y } = scrollers.down?.getBoundingClientRect() ?? {};
    const { left, right } = scrollers.aside.getBoundingClientRect();
    const down = scrollers.down ? towardsEdge(y, top, bottom) : 0;
    const aside = towardsEdge(x, left, right);
    if (down !== 0) scrollers.down?.scrollBy({ top: down * scrollPixels });
    if (aside !== 0) scrollers.aside.scrollBy({ left: aside * scrollPixels });
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
    // Suppresses the click event that follows a drop, because it would open what was dropped.
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
   * While something is dragged, cancels an event, so that the browser neither scrolls nor opens a context menu.
   * `alsoPending` includes presses that may become a drag.
   */
  #keepFromBrowser(event: Event, alsoPending = false): void {
    if (this.#dragging !== undefined || (alsoPending && this.#pending)) event.preventDefault();
  }
}

const towardsEdge = (at: number, start: number, end: number) =>
  at < start + edgePixels ? -1 : at > end - edgePixels ? 1 : 0;
