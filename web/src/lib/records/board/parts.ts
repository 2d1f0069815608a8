import type { Component, Snippet } from 'svelte';
import type { Uncounted } from '#lib/analytics/uncounted.ts';
import type { ListState } from '../list-state.ts';
import type { RecordBasics } from '../record-basics.ts';
import type { AnyRecord, AnyRow } from '../record-client.ts';
import type { RecordView } from '../view.ts';
import type { Column, ColumnHead } from './columns.ts';
import type { Lift } from './lift.svelte.ts';

interface BarProps {
  view: RecordBasics;
  list: ListState;
  /** The ID of the pipeline whose stages are the columns. */
  withinId: string | undefined;
  /** The columns that are shown as such; undefined until loaded. */
  columns: readonly Column[] | undefined;
  /** What the sums of these columns leave out, and the link to it. */
  uncounted: Uncounted | undefined;
  uncountedHref: string;
}

/** The zones below a board, to which a card can be moved, too. */
export interface ZonesProps {
  view: RecordView;
  board: {
    /** The card once its pending moves are saved or reverted. */
    latest: (card: AnyRow) => Promise<AnyRow>;
    /** Shows a record whose column has changed. */
    settle: (record: AnyRecord) => void;
  };
  lift: Lift;
  /** The columns that are zones. */
  columns: readonly Column[];
  /** What the sums of columns leave out, by their ids; undefined until loaded. */
  uncounted: ReadonlyMap<string | null, Uncounted> | undefined;
  headOf: (column: Column) => ColumnHead | undefined;
  /** Announces changes to screen readers. */
  say: (text: string) => void;
  /** Reads the board again. */
  refetch: () => void;
}
interface Zones {
  Component: Component<ZonesProps, { take: (card: AnyRow, zone: string) => Promise<void> }>;
  /** The zone that a column is, instead of a column. */
  of: (head: ColumnHead) => string | undefined;
  /** The zones by the keys that move a held card there. */
  keys: Readonly<Record<string, string>>;
  nameOf: (zone: string) => string;
  /** What is announced while a card is over a zone. */
  overText: (zone: string) => string;
  /** Tells users of a pointer where they can drop a card. */
  hint: () => string;
}

/** What the board of a record type has besides what all boards have. */
export interface BoardParts {
  /** What a card shows below its title and customer. The owner is shown at the end. */
  CardRows?: Component<{ card: AnyRow; owner: Snippet }>;
  /** Shown before the filters. */
  Bar?: Component<BarProps>;
  zones?: Zones;
}
