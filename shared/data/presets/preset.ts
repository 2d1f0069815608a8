import type { CustomKind } from '#contract/custom-field.ts';
import type { DashboardCard } from '#contract/dashboard-card.ts';
import type { PresetId } from '#contract/preset-id.ts';
import type { Stage, StatusMeaning } from '#contract/organization.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import type { StatusListName } from '#contract/status-list.ts';

/** The same in every language that the product speaks. */
export type Text = readonly [en: string, es: string];

/** An entry of one of the organization's lists. */
export type PresetEntry = readonly [id: string, meaning: StatusMeaning | undefined, name: Text];

export type PresetStage = readonly [
  id: string,
  color: Stage['color'],
  /** Chance in percent. */
  probability: number,
  meaning: Stage['meaning'],
  name: Text,
];

/** A custom field that a line of business needs. */
export interface PresetField {
  key: string;
  kind: Exclude<CustomKind, 'relation'>;
  label: Text;
  help?: Text;
  section?: Text;
  options?: readonly { id: string; label: Text }[];
  /** Offered as a filter of lists. */
  filterable?: true;
}

export interface PresetPipeline {
  id: string;
  name: Text;
  stages: readonly PresetStage[];
}

/** What a line of business begins with. What is left out is as in sales of all sorts. */
export interface Preset {
  id: PresetId;
  name: Text;
  /** One sentence on whom it is for. */
  about: Text;
  /** Offered for a new organization. */
  place?: { country: string; currency: string; timeZone: string };
  wording: Partial<Record<RecordTypeName, { one: Text; many: Text }>>;
  lists: Partial<Record<StatusListName, readonly PresetEntry[]>>;
  pipelines: readonly PresetPipeline[];
  /** What the dashboard shows first is what the business looks at first. */
  dashboard?: readonly DashboardCard[];
  customFields: Partial<Record<RecordTypeName, readonly PresetField[]>>;
}
