import type { CustomKind } from '#contract/custom-field.ts';
import type { DashboardCard } from '#contract/dashboard-card.ts';
import type { PresetId } from '#contract/preset-id.ts';
import type { Stage } from '#contract/stage.ts';
import type { StatusMeaning } from '#contract/status.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import type { StatusListName } from '#contract/status-list.ts';

/** A text in all supported languages. */
export type Text = readonly [en: string, es: string];

/** A status or source in one of the organization's lists. */
export type PresetEntry = readonly [id: string, meaning: StatusMeaning | undefined, name: Text];

export type PresetStage = readonly [
  id: string,
  color: Stage['color'],
  /** Probability in percent. */
  probability: number,
  meaning: Stage['meaning'],
  name: Text,
];

export interface PresetField {
  key: string;
  kind: Exclude<CustomKind, 'relation'>;
  label: Text;
  help?: Text;
  section?: Text;
  options?: readonly { id: string; label: Text }[];
}

export interface PresetPipeline {
  id: string;
  name: Text;
  stages: readonly PresetStage[];
}

/** Something that businesses of an industry sell, with the values that a new organization can change. */
export interface PresetProduct {
  /** Unique within the preset. */
  key: string;
  name: Text;
  category: Text;
  /** What the price is for, such as an hour. */
  unit?: Text;
  /** Usual prices without tax, in units of each currency. Organizations with another currency enter their own. */
  prices: Readonly<Partial<Record<string, number>>>;
  /** The number of months after which it is billed again. */
  intervalMonths?: number;
}

/** What differs from the usual billing settings until an organization saves its own. */
interface PresetBilling {
  dueDays?: number;
  /** Prefixes of numbers, in which `{year}` stands for the year of issue. */
  invoicePrefix?: string;
  creditPrefix?: string;
}

/** The settings for an industry. Lists of statuses or sources that it leaves out are those of the general preset. */
export interface Preset {
  id: PresetId;
  name: Text;
  /** One sentence about who the preset is for. */
  about: Text;
  /** Defaults for a new organization. */
  place?: { country: string; currency: string; timeZone: string };
  wording: Partial<Record<RecordTypeName, { one: Text; many: Text }>>;
  lists: Partial<Record<StatusListName, readonly PresetEntry[]>>;
  pipelines: readonly PresetPipeline[];
  /** The dashboard cards, most important first. */
  dashboard?: readonly DashboardCard[];
  customFields: Partial<Record<RecordTypeName, readonly PresetField[]>>;
  /** The first products of a new organization. */
  products?: readonly PresetProduct[];
  billing?: PresetBilling;
}
