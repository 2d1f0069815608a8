import type { Matching } from '../list-state.ts';

/** What a selection needs to know of its list. */
interface Listed {
  /** The ids of the rows that are shown. */
  ids: readonly string[];
  /** Number of all records that match. */
  total: number;
  /** Which records match. */
  matching: Matching;
}

/** Records as jobs are told of them. */
type Target = { ids: string[] } | { query: Matching; expectedTotal: number; all?: true };

/** All records that match, and their number when they were selected. */
interface All {
  matching: Matching;
  count: number;
}

/** The selected records of a list: individual ones of several pages, or all that match. */
export class Selection {
  readonly #listed: () => Listed;
  #ids = $state.raw<readonly string[]>([]);
  #all = $state.raw<All>();

  constructor(listed: () => Listed) {
    this.#listed = listed;
  }

  get isAll(): boolean {
    return this.#all !== undefined;
  }

  /** Number of all records that match. */
  get total(): number {
    return this.#listed().total;
  }

  get count(): number {
    return this.#all?.count ?? this.#ids.length;
  }

  /** The selected rows among those that are shown. Changing them ends the selection of all records. */
  get shown(): string[] {
    const { ids } = this.#listed();
    return this.#all ? [...ids] : ids.filter((id) => this.#ids.includes(id));
  }

  set shown(next: string[]) {
    const { ids } = this.#listed();
    const elsewhere = this.#all ? [] : this.#ids.filter((id) => !ids.includes(id));
    this.#ids = [...elsewhere, ...next];
    this.#all = undefined;
  }

  /** Whether all rows that are shown are selected, and more records match. */
  get mayBecomeAll(): boolean {
    const { ids, total } = this.#listed();
    return !this.#all && total > ids.length && ids.every((id) => this.#ids.includes(id));
  }

  /** Selects all records that match. */
  selectAll(): void {
    this.#ids = [];
    const { matching, total } = this.#listed();
    this.#all = { matching, count: total };
  }

  clear(): void {
    this.#ids = [];
    this.#all = undefined;
  }

  /** What a job is told about the selection. It changes nothing if another number of records matches by then. */
  get target(): Target {
    if (!this.#all) return { ids: [...this.#ids] };
    const { matching, count } = this.#all;
    const isLimited = Object.keys(matching).length > 0;
    return { query: matching, expectedTotal: count, ...(isLimited ? {} : { all: true }) };
  }
}
