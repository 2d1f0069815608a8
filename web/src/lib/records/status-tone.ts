import type { StatusMeaning } from '#contract/organization.ts';
import type { Fill, Tone } from '#lib/components/Pill.svelte';

/** Colour and dot follow what a status means, whatever the organization calls it. */
export const statusLook: Record<StatusMeaning, { tone: Tone; fill: Fill }> = {
  prospect: { tone: 'info', fill: 'hollow' },
  qualified: { tone: 'primary', fill: 'half' },
  customer: { tone: 'positive', fill: 'full' },
  inactive: { tone: 'neutral', fill: 'hollow' },
};
