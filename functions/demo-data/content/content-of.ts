import type { Organization } from '#contract/organization.ts';
import type { PresetId } from '#contract/preset-id.ts';
import { general } from './general.ts';
import { realEstate } from './real-estate.ts';
import { servicesColombia } from './services-colombia.ts';
import type { DemoContent } from './content.ts';
import { voiceAgency } from './voice-agency.ts';

const contents: Record<PresetId, DemoContent> = { general, realEstate, voiceAgency, servicesColombia };

/** The demo content of an organization's preset. */
export const contentOf = ({ presetId = 'general' }: Organization): DemoContent => contents[presetId];
