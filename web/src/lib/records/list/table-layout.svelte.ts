import type { Money } from '#contract/field.ts';
import type { RecordView } from '../view.ts';
import { sumWidth } from './column-width.ts';
import {
  layoutFrom,
  withColumns,
  withFooter,
  withMoved,
  withShown,
  withWidth,
  type Density,
  type Layout,
  type Measure,
} from './layout.ts';
import type { ListedColumn } from './offered-columns.ts';

/** A visible column. */
export interface ShownColumn extends ListedColumn {
  /** Whether the user has chosen the width. */
  isChosen: boolean;
  /** What is shown below the column. */
  measure?: Measure | undefined;
  /** The amounts that a column of money shows, which are written with as many decimals as the others. */
  together?: readonly Money[];
}

/**
 * The layout of a table: its columns, density and footers. It is stored in this browser for each record type, and
 * shared by all organizations, until it is set from outside.
 */
export class TableLayout {
  readonly #key: string;
  readonly #offered: readonly ListedColumn[];
  readonly #usual: Layout;
  #value: Layout = $state.raw({ columns: [], density: 'comfortable', footers: [] });
  #isKept = true;

  /** `offered` contains all columns that can be shown. */
  constructor(view: RecordView, offered: readonly ListedColumn[]) {
    this.#key = `cobalt.table ${view.plural}`;
    this.#offered = offered;
    this.#usual = {
      columns: view.columns.map(({ field }) => ({ field })),
      density: 'comfortable',
      footers: [],
    };
    this.#value = this.#kept();
  }

  get value(): Layout {
    return this.#value;
  }

  /**
   * Applies a layout from elsewhere, such as a saved view. It and later changes aren't stored in this browser. Without
   * a layout, the one stored in this browser applies again.
   */
  set(value: Partial<Layout> | undefined): void {
    this.#isKept = value === undefined;
    this.#value = value === undefined ? this.#kept() : layoutFrom(value, this.#usual);
  }

  /** The visible columns in order. The title is always the first one. */
  get columns(): ShownColumn[] {
    return this.#complete.columns.flatMap(({ field, width }) => {
      const column = this.#offered.find((candidate) => candidate.field === field);
      if (!column) return [];
      const measure = this.#value.footers.find((footer) => footer.field === field)?.measure;
      const least = measure && column.shownAs.kind === 'money' ? sumWidth : 0;
      return [
        {
          ...column,
          width: width ?? Math.max(column.width, least),
          minWidth: Math.max(column.minWidth, least),
          isChosen: width !== undefined,
          measure,
        },
      ];
    });
  }

  get hidden(): ListedColumn[] {
    const shown = this.columns.map(({ field }) => field);
    return this.#offered.filter(({ field }) => !shown.includes(field));
  }

  /** All columns that can be shown. */
  get offered(): readonly ListedColumn[] {
    return this.#offered;
  }

  /** Fields of visible columns with a footer. */
  get measured(): string[] {
    return this.columns
      .filter(({ measure, isMeasurable }) => measure && isMeasurable)
      .map(({ field }) => field);
  }

  get density(): Density {
    return this.#value.density;
  }
  set density(density: Density) {
    this.#change({ ...this.#value, density });
  }

  /** Whether columns or widths differ from the usual ones. */
  get isUsual(): boolean {
    return JSON.stringify(this.#value.columns) === JSON.stringify(this.#usual.columns);
  }
  useUsual(): void {
    this.order(this.#usual.columns);
  }
  order(columns: Layout['columns']): void {
    this.#change(withColumns(this.#value, columns));
  }

  show(field: string, isShown: boolean): void {
    this.#change(withShown(this.#complete, field, isShown));
  }

  /** Moves a visible column to the right or, if `places` is negative, to the left. */
  move(field: string, places: number): void {
    const seen = this.columns;
    const from = seen.findIndex((column) => column.field === field);
    const to = seen[Math.min(Math.max(from + places, 1), seen.length - 1)];
    if (to) this.moveTo(field, to.field);
  }

  /** Moves a visible column to the place of another one. */
  moveTo(field: string, to: string): void {
    this.#change(withMoved(this.#complete, field, to));
  }

  resize(field: string, width: number): void {
    this.#change(withWidth(this.#complete, field, width));
  }

  summarize(field: string, measure: Measure | undefined): void {
    this.#change(withFooter(this.#value, field, measure));
  }

  /** The layout with the title as the first column, which views that programs save can leave out. */
  get #complete(): Layout {
    const title = this.#usual.columns[0];
    const { columns } = this.#value;
    if (!title || columns[0]?.field === title.field) return this.#value;
    const own = columns.find(({ field }) => field === title.field) ?? title;
    return { ...this.#value, columns: [own, ...columns.filter((column) => column !== own)] };
  }

  #kept(): Layout {
    const text = localStorage.getItem(this.#key) ?? 'null';
    try {
      return layoutFrom(JSON.parse(text), this.#usual);
    } catch {
      return this.#usual;
    }
  }

  #change(value: Layout): void {
    this.#value = value;
    if (this.#isKept) localStorage.setItem(this.#key, JSON.stringify(value));
  }
}
