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

/** One way in which a request reads or writes the table, and what it is expected to use. */
export interface Pattern {
  operation: OperationId;
  /** Which case of the operation; empty for the only one. */
  what?: string;
  /** Key or index that serves it. */
  by: string;
  /** `key`: items by key. `indexed`: one Query of a page. `bounded`: reads more than it answers, up to a bound. */
  class: 'key' | 'indexed' | 'bounded';
  reads: Part[];
  writes?: Part[];
  /** What readers of the stream do about it afterwards. */
  thenReads?: Part[];
  thenWrites?: Part[];
  /** What follows depends on how the stream hands it over; it is then not told. */
  thenVaries?: boolean;
  /** What is read depends on the day of the year: the bound is told, and no figure. */
  variesByDay?: boolean;
  /** What must be there before, and is not measured. */
  prepare?: (world: World) => Promise<void>;
  send: (world: World) => Promise<Answer>;
  /** Bound of the design; a figure of `npm run bench` line P3. */
  goal?: { read?: number; write?: number };
}

/** In the order in which they are sent: later ones need what earlier ones made. */
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

/** Operations that are no access pattern of their own. */
export const leftOut: Partial<Record<OperationId, string>> = {
  'presets.list': 'reads nobody but the caller',
  'presets.additions': 'reads the organization and the custom fields of at most four record types, by key',
  'presets.apply':
    'writes the organization and the custom fields of at most four record types, once for a line of business',
  'organizations.loadDemoData':
    'writes 500 contacts, 300 leads, 200 deals and 120 customers as their createMany does, once, with notes, activities, tasks and tags',
};
