import type { StoredActivity } from '#data/activity.ts';

/** What demo data are about: the words of a line of business. Numbers and dates are the same for all of them. */
export interface Trade {
  /** How many of a hundred people come from each country; left out, as the regions say. */
  shares?: Record<string, number>;
  /** How much more than in sales of all sorts is paid here. */
  worth: number;
  /** Names of companies are made of one of each. */
  companies: { first: string[]; second: string[] };
  /** What deals are about. */
  products: string[];
  professions: string[];
  lostReasons: string[];
  /** What leads would buy. */
  interests: string[];
  /** Stages of a second pipeline with their chances in percent; won and lost follow. */
  secondPipeline: { id: string; name: string; stages: [name: string, probability: number][] };
  tags: readonly { name: string; color: 'blue' | 'violet' | 'amber' | 'green' | 'red' | 'cyan' | 'gray' }[];
  notes: string[];
  activities: Record<StoredActivity['kind'], string[]>;
  tasks: string[];
  /** Name, department, position, and whom they work for by the place in this list. */
  staff: readonly [name: string, department: string, position: string, manager: number | undefined][];
  vendors: readonly [name: string, category: string][];
  vendorPeople: string[];
  /** What the preset's own fields hold, by key: texts, and the least and greatest number. */
  custom?: { texts: Record<string, string[]>; numbers: Record<string, readonly [number, number]> };
}
