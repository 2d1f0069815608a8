/** Lines of business that an organization can begin with. */
export const presetIds = ['general', 'realEstate', 'voiceAgency', 'servicesColombia'] as const;
export type PresetId = (typeof presetIds)[number];
