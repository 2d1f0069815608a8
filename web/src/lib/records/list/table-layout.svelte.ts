import type { View } from '#contract/view.ts';
import type { Column, RecordView } from '../view.ts';

export type Density = 'comfortable' | 'compact';

/** How a table shows its rows, as saved views store it. */
export interface Layout {
  /** The visible columns in order. Columns without a width have the usual one. */
  columns: NonNullable<View['columns']>;
  density: Density;
  footers: NonNullable<View['footers']>;
}

interface Kept {
  /** Fields of the visible columns, in order. */
  shown: string[];
  widths: Record<string, number>;
  density: Density;
  footers: Layout['footers'];
}

/** Minimum and maximum column width in pixels. */
export const columnWidth = { min: 64, max: 600 };

/**
 * A table's density, and the order and width of its visible columns. Stored in this browser for each record type, and
 * shared by all organizations.
 */
export class TableLayout {
  readonly #key: string | undefined;
  readonly #columns: readonly Column[];
  #kept: Kept = $state.raw({ shown: [], widths: {}, density: 'comfortable', footers: [] });

  /** With the layout of a saved view, changes aren't stored in this browser. */
  constructor(view: RecordView, ofView?: Layout) {
    this.#key = ofView ? undefined : `cobalt.table ${view.plural}`;
    this.#columns = view.columns;
    const usual: Kept = {
      shown: view.columns.filter((column) => !column.hidden).map((column) => column.field),
      widths: {},
      density: 'comfortable',
      footers: [],
    };
    const stored = this.#key && localStorage.getItem(this.#key);
    this.#kept = stored ? { ...usual, ...(JSON.parse(stored) as Partial<Kept>) } : usual;
    if (ofView) this.set(ofView);
  }

  get value(): Layout {
    const { shown, widths, density, footers } = this.#kept;
    const columns = shown.map((field) => {
      const width = widths[field];
      return width === undefined ? { field } : { field, width };
    });
    return { columns, density, footers };
  }

  set({ columns, density, footers }: Layout): void {
    const widths = columns.flatMap(({ field, width }) =>
      width === undefined ? [] : [[field, width] as const],
    );
    this.#keep({
      shown: columns.map(({ field }) => field),
      widths: Object.fromEntries(widths),
      density,
      footers,
    });
  }

  get columns(): Column[] {
    return this.#kept.shown.flatMap((field) => {
      const column = this.#columns.find((candidate) => candidate.field === field);
      return column ? [{ ...column, width: this.#kept.widths[field] ?? column.width }] : [];
    });
  }

  /** All columns: first the visible ones in their order, then the hidden ones. */
  get all(): { column: Column; shown: boolean }[] {
    const hidden = this.#columns.filter((column) => !this.#kept.shown.includes(column.field));
    return [
      ...this.columns.map((column) => ({ column, shown: true })),
      ...hidden.map((column) => ({ column, shown: false })),
    ];
  }

  get density(): Density {
    return this.#kept.density;
  }
  set density(density: Density) {
    this.#keep({ density });
  }

  show(field: string, shown: boolean): void {
    const others = this.#kept.shown.filter((other) => other !== field);
    this.#keep({ shown: shown ? [...others, field] : others });
  }

  /** Moves a visible column to the right or, if `places` is negative, to the left. The first column stays first. */
  move(field: string, places: number): void {
    // The stored columns can include custom fields of other organizations, which aren't columns here.
    const seen = this.columns.map((column) => column.field);
    const from = seen.indexOf(field);
    const to = Math.min(Math.max(from + places, 1), seen.length - 1);
    const other = seen[to];
    if (from < 1 || from === to || other === undefined) return;
    const rest = this.#kept.shown.filter((one) => one !== field);
    this.#keep({ shown: rest.toSpliced(rest.indexOf(other) + (to > from ? 1 : 0), 0, field) });
  }

  resize(field: string, width: number): void {
    this.#keep({
      widths: {
        ...this.#kept.widths,
        [field]: Math.min(Math.max(columnWidth.min, Math.round(width)), columnWidth.max),
      },
    });
  }

  #keep(change: Partial<Kept>): void {
    this.#kept = { ...this.#kept, ...change };
    if (this.#key) localStorage.setItem(this.#key, JSON.stringify(this.#kept));
  }
}
