import type { Status, StatusMeaning } from '#contract/organization.ts';
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

/** A colour that the organization chose takes the place of the meaning's; how far along it is stays to be seen. */
const tones: Record<NonNullable<Status['color']>, { tone: Tone }> = {
  blue: { tone: 'primary' },
  cyan: { tone: 'info' },
  violet: { tone: 'violet' },
  amber: { tone: 'warning' },
  green: { tone: 'positive' },
  red: { tone: 'danger' },
  gray: { tone: 'neutral' },
};

export function lookOf({ meaning, color }: Pick<Status, 'meaning' | 'color'>): { tone: Tone; fill: Fill } {
  const look = meaning ? statusLook[meaning] : ({ tone: 'neutral', fill: 'full' } as const);
  return color ? { ...look, ...tones[color] } : look;
}
