/** Industries that an organization can start with. */
export const presetIds = ['general', 'realEstate', 'voiceAgency', 'servicesColombia'] as const;
export type PresetId = (typeof presetIds)[number];
