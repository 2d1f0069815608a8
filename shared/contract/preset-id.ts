/** Industry presets, each of which defines the initial settings of an organization. */
export const presetIds = ['general', 'realEstate', 'voiceAgency', 'servicesColombia'] as const;
export type PresetId = (typeof presetIds)[number];
