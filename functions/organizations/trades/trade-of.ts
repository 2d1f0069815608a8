import type { Organization } from '#contract/organization.ts';
import type { PresetId } from '#contract/preset-id.ts';
import { general } from './general.ts';
import { realEstate } from './real-estate.ts';
import { servicesColombia } from './services-colombia.ts';
import type { Trade } from './trade.ts';
import { voiceAgency } from './voice-agency.ts';

const trades: Record<PresetId, Trade> = { general, realEstate, voiceAgency, servicesColombia };

/** The demo content of an organization's preset. */
export const tradeOf = ({ presetId = 'general' }: Organization): Trade => trades[presetId];
