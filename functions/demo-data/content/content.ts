import type { Language } from '#contract/language.ts';
import type { PresetProduct } from '#data/organization/presets/preset.ts';
import type { StoredActivity } from '#data/entries/activity.ts';

/** The subject of an issue, what the customer wrote, and what the team answered. */
export type IssueText = readonly [subject: string, description: string, answer: string];

/**
 * The demo data that depends on the preset: texts, the countries of people, the price level, and values of custom
 * fields.
 */
export interface DemoContent {
  /** Language of the texts. Names, cities and job titles are in the language of a person's country. */
  language: Language;
  /** Percentage of people from each country. Defaults to the shares of the regions. */
  shares?: Record<string, number>;
  /** Factor for all amounts: the price level of the preset's business. */
  worth: number;
  /** Company names combine one word from each list. */
  companies: { first: string[]; second: string[] };
  /** Titles of deals. */
  products: string[];
  /** What documents sell, for presets without products. */
  catalog?: readonly PresetProduct[];
  /** For brokers: the product that stands for their share of a deal’s value, in percent. */
  commission?: { key: string; percent: number };
  /** The percentage of services that companies withhold as tax. */
  withholdingPercent?: number;
  professions: string[];
  lostReasons: string[];
  /** What leads are interested in. */
  interests: string[];
  /** A second pipeline: its open stages with their probability in percent. Won and lost stages are added to them. */
  secondPipeline: { id: string; name: string; stages: [name: string, probability: number][] };
  tags: readonly { name: string; color: 'blue' | 'violet' | 'amber' | 'green' | 'red' | 'cyan' | 'gray' }[];
  notes: string[];
  activities: Record<StoredActivity['kind'], string[]>;
  /** What is planned, by type. */
  plans: Record<'call' | 'email' | 'meeting' | 'task', string[]>;
  /** Name, department, position, and the manager's index in this list. */
  staff: readonly [name: string, department: string, position: string, manager: number | undefined][];
  vendors: readonly [name: string, category: string][];
  vendorPeople: string[];
  issues: readonly IssueText[];
  /** Values of the preset's custom fields by key: a list of texts, or the lowest and highest number. */
  custom?: { texts: Record<string, string[]>; numbers: Record<string, readonly [number, number]> };
}
