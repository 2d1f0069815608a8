import type { Api } from '#contract/api.ts';
import type { Answer } from '../caller.ts';
import type { Part } from './calculator.ts';
import type { World } from './world.ts';

/** Ids such as `contacts.create`. The group `demoData` is an exception: its operation belongs to `organizations`. */
export type OperationId =
  | { [R in keyof Api]: `${R & string}.${keyof Api[R]['operations'] & string}` }[Exclude<
      keyof Api,
      'demoData' | 'lists'
    >]
  | keyof Api['lists']['operations']
  | 'organizations.loadDemoData';

/** An access pattern: one case of an operation, with the reads and writes that are expected. */
export interface Pattern {
  operation: OperationId;
  /** What distinguishes this case of the operation; undefined or empty for the plain case. */
  what?: string;
  /** The key or index that serves the request. */
  by: string;
  /** `key`: reads by key. `indexed`: Queries for only what is needed. `bounded`: reads more, up to a limit. */
  class: 'key' | 'indexed' | 'bounded';
  reads: Part[];
  writes?: Part[];
  /** What the effects of the request read and write afterwards, such as the projection. */
  thenReads?: Part[];
  thenWrites?: Part[];
  /** Whether the units of the effects depend on stream batches. They are then left out. */
  thenVaries?: boolean;
  /** Whether the units depend on the day of the year. The document then shows `goal.read` instead. */
  variesByDay?: boolean;
  /** Preparation that isn't measured. */
  prepare?: (world: World) => Promise<void>;
  send: (world: World) => Promise<Answer>;
  /** Maximum units, which a test checks and line P3 of `npm run bench` reports. */
  goal?: { read?: number; write?: number };
  /** Maximum numbers of calls of the table, and of rounds of calls, which a test checks. */
  trips?: { calls?: number; rounds?: number };
}
