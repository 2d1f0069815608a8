import type { Api } from '#contract/api.ts';
import type { Answer } from '../caller.ts';
import type { Part } from './calculator.ts';
import { analyticsPatterns } from './analytics-patterns.ts';
import { aroundPatterns } from './around-patterns.ts';
import { contactPatterns } from './contact-patterns.ts';
import { customPatterns } from './custom-patterns.ts';
import { filePatterns } from './file-patterns.ts';
import { recordPatterns } from './record-patterns.ts';
import { dailyPatterns } from './daily-patterns.ts';
import { formPatterns } from './form-patterns.ts';
import { jobPatterns } from './job-patterns.ts';
import { listPatterns, teamPatterns } from './list-patterns.ts';
import { sellingPatterns } from './selling-patterns.ts';
import { peoplePatterns } from './people-patterns.ts';
import { secondFactorPatterns } from './second-factor-patterns.ts';
import type { World } from './world.ts';

type OperationId = { [R in keyof Api]: `${R & string}.${keyof Api[R]['operations'] & string}` }[keyof Api];

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

/** In sending order, because later patterns use what earlier ones created. */
export const patterns: Pattern[] = [
  ...contactPatterns,
  ...aroundPatterns,
  ...peoplePatterns,
  ...secondFactorPatterns,
  ...recordPatterns,
  ...sellingPatterns,
  ...listPatterns,
  ...dailyPatterns,
  ...formPatterns,
  ...jobPatterns,
  ...teamPatterns,
  ...customPatterns,
  ...filePatterns,
  ...analyticsPatterns,
];

/** Operations without an access pattern of their own. */
export const leftOut: Partial<Record<OperationId, string>> = {
  'presets.list': 'reads nobody but the caller',
  'presets.additions': 'reads the organization and the custom fields of at most four record types, by key',
  'presets.apply':
    'writes the organization and the custom fields of at most four record types, once for a line of business',
  'organizations.loadDemoData':
    'writes 500 contacts, 300 leads, 200 deals and 120 customers as their createMany does, once, with notes, activities, tasks and tags',
};
