interface DragOptions {
  /** A card may be taken up; false leaves it where it is. */
  take: (cardId: string, event: PointerEvent, element: HTMLElement) => boolean;
  over: (x: number, y: number) => void;
  drop: () => void;
  cancel: () => void;
}

const mousePixels = 5;
const holdMilliseconds = 280;
const edgePixels = 56;

/**
 * Takes up cards below an element by pointer: with a mouse after a few pixels, with a finger by holding still, so that
 * columns still scroll. Near the edges what is below scrolls along.
 */
export function draggable(board: HTMLElement, options: DragOptions): () => void {
  let pending: { id: number; x: number; y: number; cardId: string; element: HTMLElement } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dragging: number | undefined;
  let frame = 0;
  let last = { x: 0, y: 0 };

  function down(event: PointerEvent) {
    const element = (event.target as HTMLElement).closest<HTMLElement>('[data-card]');
    const cardId = element?.dataset['card'];
    if (!element || !cardId || event.button !== 0 || dragging !== undefined) return;
    pending = { id: event.pointerId, x: event.clientX, y: event.clientY, cardId, element };
    if (event.pointerType !== 'mouse') timer = setTimeout(() => begin(event), holdMilliseconds);
  }
  function begin(event: PointerEvent) {
    clearTimeout(timer);
    if (!pending || !options.take(pending.cardId, event, pending.element)) return;
    dragging = pending.id;
    pending = undefined;
    getSelection()?.removeAllRanges();
    last = { x: event.clientX, y: event.clientY };
    frame = requestAnimationFrame(scroll);
  }
  function move(event: PointerEvent) {
    if (pending?.id === event.pointerId) {
      const far = Math.hypot(event.clientX - pending.x, event.clientY - pending.y) > mousePixels;
      if (event.pointerType === 'mouse' && far) begin(event);
      else if (far) forget();
    }
    if (dragging !== event.pointerId) return;
    event.preventDefault();
    last = { x: event.clientX, y: event.clientY };
    options.over(last.x, last.y);
  }
  function scroll() {
    const column = document
      .elementsFromPoint(last.x, last.y)
      .find((element) => element.classList.contains('cards'));
    for (const [element, along] of [
      [column, 'y'],
      [board, 'x'],
    ] as const) {
      if (!element) continue;
      const box = element.getBoundingClientRect();
      const [at, start, end] = along === 'y' ? [last.y, box.top, box.bottom] : [last.x, box.left, box.right];
      const speed = at < start + edgePixels ? -1 : at > end - edgePixels ? 1 : 0;
      if (speed === 0) continue;
      element.scrollBy(along === 'y' ? { top: speed * 12 } : { left: speed * 12 });
      // What moves below a pointer that stands still is another place.
      options.over(last.x, last.y);
    }
    frame = requestAnimationFrame(scroll);
  }
  function forget() {
    clearTimeout(timer);
    pending = undefined;
  }
  function end(event: PointerEvent) {
    if (pending?.id === event.pointerId) forget();
    if (dragging !== event.pointerId) return;
    stop();
    if (event.type === 'pointerup') options.drop();
    else options.cancel();
  }
  function stop() {
    dragging = undefined;
    cancelAnimationFrame(frame);
    // The click that follows a drop opens nothing.
    const swallow = (event: Event) => {
      event.preventDefault();
      event.stopPropagation();
    };
    addEventListener('click', swallow, { capture: true, once: true });
    setTimeout(() => removeEventListener('click', swallow, { capture: true }));
  }
  function keydown(event: KeyboardEvent) {
    if (event.key !== 'Escape' || dragging === undefined) return;
    stop();
    options.cancel();
  }
  const still = (event: TouchEvent) => dragging !== undefined && event.preventDefault();
  const noMenu = (event: Event) => (pending || dragging !== undefined) && event.preventDefault();

  board.addEventListener('pointerdown', down);
  board.addEventListener('contextmenu', noMenu);
  board.addEventListener('touchmove', still, { passive: false });
  addEventListener('pointermove', move);
  addEventListener('pointerup', end);
  addEventListener('pointercancel', end);
  addEventListener('keydown', keydown);
  return () => {
    forget();
    cancelAnimationFrame(frame);
    board.removeEventListener('pointerdown', down);
    board.removeEventListener('contextmenu', noMenu);
    board.removeEventListener('touchmove', still);
    removeEventListener('pointermove', move);
    removeEventListener('pointerup', end);
    removeEventListener('pointercancel', end);
    removeEventListener('keydown', keydown);
  };
}
