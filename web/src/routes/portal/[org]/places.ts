import type { Component } from 'svelte';
import Banknote from '@lucide/svelte/icons/banknote';
import FilePen from '@lucide/svelte/icons/file-pen-line';
import House from '@lucide/svelte/icons/house';
import LifeBuoy from '@lucide/svelte/icons/life-buoy';
import Receipt from '@lucide/svelte/icons/receipt-text';
import ShoppingCart from '@lucide/svelte/icons/shopping-cart';
import UserRound from '@lucide/svelte/icons/user-round';
import { t } from '#lib/i18n/i18n.svelte.ts';
import type { Portal } from '#lib/portal/portal.ts';

export interface Place {
  /** Its path in the portal. */
  path: string;
  label: string;
  icon: Component<{ class?: string }>;
  /** Whether the bar at the bottom of a phone has room for it. */
  isInBar: boolean;
  /** Whether it is about the user, so that the menu, which names them, always has it. */
  isPersonal?: true;
}

/** The places of the navigation. Vendors have only the first and the last one. */
export function placesOf({ home }: Portal): Place[] {
  const { nav } = t.portal;
  const profile = { path: '/profile', label: nav.profile, icon: UserRound, isPersonal: true } as const;
  const start = { path: '', label: nav.home, icon: House, isInBar: true };
  if (home.kind === 'vendor') return [start, { ...profile, isInBar: true }];
  return [
    start,
    { path: '/quotes', label: nav.quotes, icon: FilePen, isInBar: true },
    { path: '/orders', label: nav.orders, icon: ShoppingCart, isInBar: false },
    { path: '/invoices', label: nav.invoices, icon: Receipt, isInBar: true },
    { path: '/payments', label: nav.payments, icon: Banknote, isInBar: false },
    { path: '/issues', label: nav.issues, icon: LifeBuoy, isInBar: true },
    { ...profile, isInBar: false },
  ];
}

/** Whether a page of the portal belongs to a place. */
export function isAt({ path }: Place, pathname: string): boolean {
  const [, , , ...rest] = pathname.split('/');
  return path === '' ? rest.length === 0 : rest[0] === path.slice(1);
}
