import type { PlannedRow } from '../imports/planned-row.ts';
import type { Context } from '../organization/context.ts';
import type { Action } from '../store/transact.ts';
import type { readChunkAt } from './chunk.ts';
import type { JobPlan } from './job.ts';
import type { Lane } from './lanes.ts';
import type { IsSelected } from './selected-rows.ts';

/** The write of one row. A write without actions counts as done. */
export interface RowWrite {
  /** What it was before; undefined if the write creates it. */
  before?: object | undefined;
  actions: readonly Action[];
}

/** A frozen id, with what there is of it now. */
export interface Row<Written extends RowWrite = RowWrite> {
  id: string;
  /** What results name it by. Left out if the job can't read it. */
  title?: string | undefined;
  /** The row of an import that it comes from. */
  planned: PlannedRow | undefined;
  /** An idempotent effect in addition to the write. */
  follow?: (() => Promise<void>) | undefined;
  /** Throws a ProblemError if the row can't be written. */
  write: () => Promise<Written>;
}

/** What a job's ids name: the records of a type, or entries of records. */
export interface RowSubject<Written extends RowWrite = RowWrite> {
  type: string;
  /** Called before rows are written. Throws if the write is no longer possible. */
  check?: (work: Work) => Promise<void>;
  /** Reads what the writes of these rows need, for all of them together. */
  prefetch?(work: Work, rows: readonly Row<Written>[]): Promise<void>;
  read: (work: Work, ids: readonly string[]) => Promise<Row<Written>[]>;
  /** The actions of writes that have some, with those that they have in common. */
  actionsOf(work: Work, changed: readonly Written[], writes: readonly Written[]): Promise<Action[]>;
}

/** What a step needs to process records, and its result. */
export interface Work {
  readonly context: Context;
  readonly plan: JobPlan;
  /** The lane before the step. The step replaces it with the updated lane. */
  lane: Lane;
  /** Whether a record that can't be written can be left to the next pass of a scheduled change. */
  canPostpone: boolean;
  /** The chunk of frozen ids that was read last, if any. */
  chunk: StoredChunk | undefined;
  /** The rows of the chunk's part of an import's plan, by the id of their record. */
  planned: ReadonlyMap<string, PlannedRow> | undefined;
  /** Kept for all steps of a run, because making it reads more than a step. */
  isSelected: IsSelected | undefined;
  /** The number of records for the next step, which adapts to conflicts with other writes. */
  rows: number;
  /** The position in the lane up to which the run may process records. */
  readonly end: number;
}

export type StoredChunk = NonNullable<Awaited<ReturnType<typeof readChunkAt>>>;
