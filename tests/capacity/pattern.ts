import type { Api } from '#contract/api.ts';
import type { Answer } from '../caller.ts';
import type { Part } from './calculator.ts';
import type { World } from './world.ts';

/** Ids such as `contacts.create`. The group `demoData` is an exception: its operation belongs to `organizations`. */
export type OperationId =
  | { [R in keyof Api]: `${R & string}.${keyof Api[R]['operations'] & string}` }[Exclude<
      keyof Api,
      'demoData'
    >]
  | 'organizations.loadDemoData';

/** An access pattern: one case of an operation, with the reads and writes that are expected. */
export interface Pattern {
  operation: OperationId;
  /** The case that is measured; undefined or empty if the operation has only one. */
  what?: string;
  /** The key or index that serves the request. */
  by: string;
  /** `key`: reads items by key. `indexed`: one Query per page. `bounded`: reads more than it returns, up to a limit. */
  class: 'key' | 'indexed' | 'bounded';
  reads: Part[];
  writes?: Part[];
  /** What stream readers read and write afterwards. */
  thenReads?: Part[];
  thenWrites?: Part[];
  /** Whether the effects depend on stream batches, so that they aren't reported. */
  thenVaries?: boolean;
  /** Whether the reads depend on the day of the year, so that only the limit is reported. */
  variesByDay?: boolean;
  /** Preparation that isn't measured. */
  prepare?: (world: World) => Promise<void>;
  send: (world: World) => Promise<Answer>;
  /** Design goal, reported as line P3 of `npm run bench`. */
  goal?: { read?: number; write?: number };
}
