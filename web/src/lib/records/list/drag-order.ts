interface Drag {
  /** The item that is dragged. */
  name: string;
  axis: 'x' | 'y';
  /** The elements of all items in order. `data-column` contains their names. */
  items: () => Iterable<HTMLElement>;
  /** Called when the pointer has passed the middle of another item. */
  onmove: (to: string) => void;
  /** Called once the pointer has moved far enough to be a drag, not a click. */
  onstart: () => void;
  onend: () => void;
  /** Called on Escape, before `onend`. */
  oncancel: () => void;
}

const threshold = 4;

/** Reorders items while one of them is dragged. Listens to the window, because moved elements lose the pointer. */
export function dragToReorder(event: PointerEvent, drag: Drag): void {
  const at = ({ clientX, clientY }: PointerEvent) => (drag.axis === 'x' ? clientX : clientY);
  const start = at(event);
  let isDragging = false;
  const listening = new AbortController();
  const options = { signal: listening.signal };

  function move(moved: PointerEvent) {
    if (!isDragging && Math.abs(at(moved) - start) < threshold) return;
    if (!isDragging) drag.onstart();
    isDragging = true;
    const target = passed(drag, at(moved));
    if (target) drag.onmove(target);
  }
  function end() {
    listening.abort();
    if (!isDragging) return;
    drag.onend();
    // The click that follows a drag must not sort or choose anything.
    const stop = (click: Event) => {
      click.stopPropagation();
      click.preventDefault();
    };
    window.addEventListener('click', stop, { capture: true, once: true });
    setTimeout(() => window.removeEventListener('click', stop, { capture: true }));
  }
  function keydown(key: KeyboardEvent) {
    if (key.key !== 'Escape' || !isDragging) return;
    key.preventDefault();
    key.stopPropagation();
    drag.oncancel();
    end();
  }
  window.addEventListener('pointermove', move, options);
  window.addEventListener('pointerup', end, options);
  window.addEventListener('pointercancel', end, options);
  window.addEventListener('keydown', keydown, { ...options, capture: true });
}

/** The item farthest from the dragged one whose middle the pointer has passed. */
function passed({ items, name, axis }: Drag, position: number): string | undefined {
  const all = [...items()];
  const from = all.findIndex((item) => item.dataset.column === name);
  const middle = (item: HTMLElement) => {
    const { left, right, top, bottom } = item.getBoundingClientRect();
    return axis === 'x' ? (left + right) / 2 : (top + bottom) / 2;
  };
  const after = all.findLast((item, place) => place > from && position > middle(item));
  const before = all.find((item, place) => place < from && position < middle(item));
  return (after ?? before)?.dataset.column;
}
