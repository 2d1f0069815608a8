import type { NewView } from '#contract/view.ts';
import { listLimits } from '#contract/lists/list-limits.ts';
import { columnWidth } from './column-width.ts';

export type Density = 'comfortable' | 'compact';
export type Footer = NonNullable<NewView['footers']>[number];
export type Measure = Footer['measure'];
export const measures: readonly Measure[] = ['sum', 'average', 'min', 'max', 'count'];

/** How a list is laid out, as saved views store it. */
export interface Layout {
  /** The visible columns in order. A column without a width has its usual one. */
  columns: readonly { field: string; width?: number | undefined }[];
  density: Density;
  /** What is shown below columns. */
  footers: readonly Footer[];
}

/** A layout from outside, such as the browser's storage. Parts that aren't valid are replaced by the usual ones. */
export function layoutFrom(value: unknown, usual: Layout): Layout {
  const { columns, density, footers } = (value ?? {}) as Partial<Record<keyof Layout, unknown>>;
  const named = firstByField(columns).map(({ field, width }) => ({
    field,
    ...(typeof width === 'number' ? { width: clamped(width) } : {}),
  }));
  const summaries = firstByField(footers).flatMap(({ field, measure }) => {
    const known = measures.find((one) => one === measure);
    return known ? [{ field, measure: known }] : [];
  });
  return {
    columns: named.length > 0 ? named.slice(0, listLimits.columns) : usual.columns,
    density: density === 'compact' || density === 'comfortable' ? density : usual.density,
    footers: Array.isArray(footers) ? summaries.slice(0, listLimits.measures) : usual.footers,
  };
}

/** The objects in a list that name a field, without those that repeat one. */
function firstByField(list: unknown): (Record<string, unknown> & { field: string })[] {
  const all = (Array.isArray(list) ? list : []) as (Record<string, unknown> | null)[];
  const named = all.filter((one) => typeof one?.field === 'string') as (Record<string, unknown> & {
    field: string;
  })[];
  return named.filter(({ field }, place) => named.findIndex((one) => one.field === field) === place);
}

const clamped = (width: number): number =>
  Math.min(Math.max(columnWidth.min, Math.round(width)), columnWidth.max);

/** Shows these columns. Footers of other columns are removed, because the number of footers is limited. */
export function withColumns(layout: Layout, columns: Layout['columns']): Layout {
  const footers = layout.footers.filter((footer) => columns.some(({ field }) => field === footer.field));
  return { ...layout, columns, footers };
}

/** Shows a column at the end, or hides it. */
export function withShown(layout: Layout, field: string, isShown: boolean): Layout {
  const others = layout.columns.filter((column) => column.field !== field);
  return withColumns(layout, isShown ? [...others, { field }] : others);
}

/**
 * Moves a column to the place of another one, which makes room for it. The first column, which names the record, stays
 * first.
 */
export function withMoved(layout: Layout, field: string, to: string): Layout {
  const { columns } = layout;
  const [from, place] = [field, to].map((name) => columns.findIndex((column) => column.field === name));
  const moved = columns[from ?? -1];
  if (!moved || place === undefined || place < 1 || from === 0) return layout;
  return { ...layout, columns: columns.filter((column) => column !== moved).toSpliced(place, 0, moved) };
}

export function withWidth(layout: Layout, field: string, width: number): Layout {
  const columns = layout.columns.map((column) =>
    column.field === field ? { field, width: clamped(width) } : column,
  );
  return { ...layout, columns };
}

/** Sets what is shown below a column; nothing if `measure` is undefined. */
export function withFooter(layout: Layout, field: string, measure: Measure | undefined): Layout {
  const { footers } = withColumns(layout, layout.columns);
  const others = footers.filter((footer) => footer.field !== field);
  return {
    ...layout,
    footers: measure ? [...others, { field, measure }].slice(-listLimits.measures) : others,
  };
}
