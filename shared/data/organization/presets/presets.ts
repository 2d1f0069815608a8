import { presetIds, type PresetId } from '#contract/preset-id.ts';
import type { StatusListName } from '#contract/status-list.ts';
import { general } from './general.ts';
import type { Preset, PresetEntry } from './preset.ts';
import { realEstate } from './real-estate.ts';
import { servicesColombia } from './services-colombia.ts';
import { voiceAgency } from './voice-agency.ts';

const presets: Record<PresetId, Preset> = { general, realEstate, voiceAgency, servicesColombia };

/** All presets in the order in which they are offered. */
export const allPresets: readonly Preset[] = presetIds.map((id) => presets[id]);

export const presetOf = (id: string): Preset | undefined => allPresets.find((preset) => preset.id === id);

/** A preset's own statuses or sources for a list, or those of the general preset. */
export const entriesIn = ({ lists }: Preset, list: StatusListName): readonly PresetEntry[] =>
  lists[list] ?? general.lists[list] ?? [];
