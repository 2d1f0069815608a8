import { tick } from 'svelte';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { labelOf, type RecordView } from '../view.ts';
import type { TableLayout } from './table-layout.svelte.ts';

interface Ordered {
  view: RecordView;
  layout: TableLayout;
  axis: 'x' | 'y';
  /** The elements of the visible columns. `data-column` contains their names. */
  items: () => Iterable<HTMLElement>;
}

/** Loads the code for dragging, which lists and menus do when the browser is idle. */
export const loadDragging = () => import('./drag-order.ts');

/** The order of a layout's columns, which people change by keyboard and by dragging. */
export class ColumnOrder {
  /** The column that is being dragged. */
  dragged = $state<string>();
  /** What screen readers say after a move. */
  announcement = $state('');
  readonly #ordered: () => Ordered;

  constructor(ordered: () => Ordered) {
    this.#ordered = ordered;
  }

  async move(field: string, places: number): Promise<void> {
    const { view, layout } = this.#ordered();
    const focused = document.activeElement as HTMLElement | null;
    layout.move(field, places);
    const { columns } = layout;
    const place = columns.findIndex((column) => column.field === field);
    const column = columns[place];
    if (column) this.announcement = t.list.movedTo(labelOf(view, column), place + 1, columns.length);
    await tick();
    // Elements that move in the document lose the focus.
    focused?.focus();
  }

  async drag(event: PointerEvent, field: string): Promise<void> {
    const { layout, axis, items } = this.#ordered();
    const before = layout.value.columns;
    const press = new AbortController();
    window.addEventListener('pointerup', () => press.abort(), { once: true });
    const { dragToReorder } = await loadDragging();
    if (press.signal.aborted) return;
    dragToReorder(event, {
      name: field,
      axis,
      items,
      onstart: () => (this.dragged = field),
      onmove: (to) => layout.moveTo(field, to),
      onend: () => (this.dragged = undefined),
      oncancel: () => layout.order(before),
    });
  }
}
