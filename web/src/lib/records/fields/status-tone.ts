import type { Status, StatusMeaning } from '#contract/status.ts';
import type { Fill, Tone } from '#lib/components/Pill.svelte';

/** The color and the dot of a status. They depend on its meaning, because organizations choose the names. */
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
  draft: { tone: 'neutral', fill: 'hollow' },
  confirmed: { tone: 'primary', fill: 'half' },
  fulfilled: { tone: 'positive', fill: 'full' },
  canceled: { tone: 'neutral', fill: 'full' },
  overdue: { tone: 'danger', fill: 'half' },
  paid: { tone: 'positive', fill: 'full' },
  credited: { tone: 'neutral', fill: 'full' },
  void: { tone: 'neutral', fill: 'full' },
  issued: { tone: 'info', fill: 'full' },
  pending: { tone: 'info', fill: 'hollow' },
  received: { tone: 'positive', fill: 'full' },
  refunded: { tone: 'neutral', fill: 'full' },
  sent: { tone: 'info', fill: 'half' },
  accepted: { tone: 'positive', fill: 'full' },
  declined: { tone: 'danger', fill: 'full' },
  expired: { tone: 'neutral', fill: 'half' },
  inProgress: { tone: 'primary', fill: 'half' },
  waiting: { tone: 'warning', fill: 'half' },
  resolved: { tone: 'positive', fill: 'full' },
  closed: { tone: 'neutral', fill: 'full' },
  // Kinds of activities.
  call: { tone: 'primary', fill: 'full' },
  email: { tone: 'primary', fill: 'full' },
  meeting: { tone: 'primary', fill: 'full' },
  note: { tone: 'primary', fill: 'full' },
  task: { tone: 'primary', fill: 'full' },
  // Priorities of activities.
  high: { tone: 'warning', fill: 'full' },
  normal: { tone: 'neutral', fill: 'half' },
  low: { tone: 'neutral', fill: 'hollow' },
};

/** Tones by the color that an organization chose for a status. They replace the meaning's tone, but not its fill. */
const tones: Record<NonNullable<Status['color']>, { tone: Tone }> = {
  blue: { tone: 'primary' },
  cyan: { tone: 'info' },
  violet: { tone: 'violet' },
  amber: { tone: 'warning' },
  green: { tone: 'positive' },
  red: { tone: 'danger' },
  gray: { tone: 'neutral' },
};

/** The product's priorities, which have no meaning. */
const priorityLook: Record<string, { tone: Tone; fill: Fill } | undefined> = {
  urgent: { tone: 'danger', fill: 'full' },
  high: { tone: 'warning', fill: 'full' },
  normal: { tone: 'neutral', fill: 'half' },
  low: { tone: 'neutral', fill: 'hollow' },
};

export function lookOf({ id = '', meaning, color }: Partial<Pick<Status, 'id' | 'meaning' | 'color'>>): {
  tone: Tone;
  fill: Fill;
} {
  const look = meaning ? statusLook[meaning] : (priorityLook[id] ?? { tone: 'neutral', fill: 'full' });
  return color ? { ...look, ...tones[color] } : look;
}
