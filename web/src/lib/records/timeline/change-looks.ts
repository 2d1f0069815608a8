import Banknote from '@lucide/svelte/icons/banknote';
import Clock from '@lucide/svelte/icons/clock';
import Combine from '@lucide/svelte/icons/combine';
import ArrowRightLeft from '@lucide/svelte/icons/arrow-right-left';
import CircleCheck from '@lucide/svelte/icons/circle-check';
import CirclePlus from '@lucide/svelte/icons/circle-plus';
import Mail from '@lucide/svelte/icons/mail';
import RotateCcw from '@lucide/svelte/icons/rotate-ccw';
import Star from '@lucide/svelte/icons/star';
import Target from '@lucide/svelte/icons/target';
import Trash2 from '@lucide/svelte/icons/trash-2';
import Trophy from '@lucide/svelte/icons/trophy';
import Truck from '@lucide/svelte/icons/truck';
import X from '@lucide/svelte/icons/x';
import type { Tone } from '#lib/components/Pill.svelte';

/** The icon and the color of a line in a timeline. */
export interface Look {
  Icon: typeof X;
  tone: Tone;
}

/** How a change looks, by its action. All others look like an edit. */
export const changeLooks: Record<string, Look | undefined> = {
  arrived: { Icon: CirclePlus, tone: 'positive' },
  created: { Icon: CirclePlus, tone: 'positive' },
  deleted: { Icon: Trash2, tone: 'danger' },
  restored: { Icon: RotateCcw, tone: 'positive' },
  moved: { Icon: ArrowRightLeft, tone: 'primary' },
  won: { Icon: Trophy, tone: 'positive' },
  lost: { Icon: X, tone: 'danger' },
  reopened: { Icon: RotateCcw, tone: 'neutral' },
  qualified: { Icon: Target, tone: 'primary' },
  disqualified: { Icon: X, tone: 'danger' },
  converted: { Icon: ArrowRightLeft, tone: 'positive' },
  confirmed: { Icon: CircleCheck, tone: 'primary' },
  delivered: { Icon: Truck, tone: 'primary' },
  fulfilled: { Icon: Truck, tone: 'positive' },
  deliveryCorrected: { Icon: Truck, tone: 'neutral' },
  canceled: { Icon: X, tone: 'danger' },
  sent: { Icon: ArrowRightLeft, tone: 'primary' },
  markedSent: { Icon: ArrowRightLeft, tone: 'primary' },
  accepted: { Icon: CircleCheck, tone: 'positive' },
  declined: { Icon: X, tone: 'danger' },
  acceptedOnline: { Icon: CircleCheck, tone: 'positive' },
  declinedOnline: { Icon: X, tone: 'danger' },
  linksRevoked: { Icon: X, tone: 'neutral' },
  ordered: { Icon: ArrowRightLeft, tone: 'positive' },
  invoiced: { Icon: ArrowRightLeft, tone: 'positive' },
  issued: { Icon: CircleCheck, tone: 'primary' },
  voided: { Icon: X, tone: 'danger' },
  overdue: { Icon: Clock, tone: 'danger' },
  expired: { Icon: Clock, tone: 'danger' },
  credited: { Icon: RotateCcw, tone: 'primary' },
  reminded: { Icon: Mail, tone: 'primary' },
  notReminded: { Icon: Mail, tone: 'danger' },
  paid: { Icon: Banknote, tone: 'positive' },
  received: { Icon: Banknote, tone: 'positive' },
  pending: { Icon: Clock, tone: 'neutral' },
  settled: { Icon: Banknote, tone: 'positive' },
  released: { Icon: Banknote, tone: 'neutral' },
  refunded: { Icon: RotateCcw, tone: 'neutral' },
  resolved: { Icon: CircleCheck, tone: 'positive' },
  answeredByCustomer: { Icon: RotateCcw, tone: 'neutral' },
  rated: { Icon: Star, tone: 'positive' },
  merged: { Icon: Combine, tone: 'primary' },
  separated: { Icon: RotateCcw, tone: 'neutral' },
};
