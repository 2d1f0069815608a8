import type { StatusMeaning } from '#contract/organization.ts';
import type { Fill, Tone } from '#lib/components/Pill.svelte';

/** Colour and dot follow what a status means, whatever the organization calls it. */
const statusLook: Record<StatusMeaning, { tone: Tone; fill: Fill }> = {
  prospect: { tone: 'info', fill: 'hollow' },
  qualified: { tone: 'primary', fill: 'half' },
  customer: { tone: 'positive', fill: 'full' },
  inactive: { tone: 'neutral', fill: 'hollow' },
  active: { tone: 'positive', fill: 'full' },
  open: { tone: 'info', fill: 'hollow' },
  disqualified: { tone: 'neutral', fill: 'full' },
  won: { tone: 'positive', fill: 'full' },
  lost: { tone: 'neutral', fill: 'full' },
};

export function lookOf({ meaning }: { meaning?: StatusMeaning | undefined }): { tone: Tone; fill: Fill } {
  return meaning ? statusLook[meaning] : { tone: 'neutral', fill: 'full' };
}
