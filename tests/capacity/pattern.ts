import type { Api } from '#contract/api.ts';
import type { Answer } from '../caller.ts';
import type { Part } from './calculator.ts';
import type { World } from './world.ts';

/** Resources whose group has another name, such as `demo-data`. */
export type OperationId =
  | { [R in keyof Api]: `${R & string}.${keyof Api[R]['operations'] & string}` }[Exclude<
      keyof Api,
      'demoData'
    >]
  | 'organizations.loadDemoData';

/** One way in which a request reads or writes the table, with its expected units. */
export interface Pattern {
  operation: OperationId;
  /** The case of the operation; empty for the only one. */
  what?: string;
  /** The key or index that serves it. */
  by: string;
  /**
   * `key`: items by key. `indexed`: one Query for a page. `bounded`: reads more than it returns, up to a limit.
   */
  class: 'key' | 'indexed' | 'bounded';
  reads: Part[];
  writes?: Part[];
  /** What stream readers do afterwards. */
  thenReads?: Part[];
  thenWrites?: Part[];
  /** The effects depend on stream batches and are not reported. */
  thenVaries?: boolean;
  /** The reads depend on the day of the year, so only the limit is reported. */
  variesByDay?: boolean;
  /** Preparation that isn't measured. */
  prepare?: (world: World) => Promise<void>;
  send: (world: World) => Promise<Answer>;
  /** Goal of the design, reported as line P3 of `npm run bench`. */
  goal?: { read?: number; write?: number };
}
