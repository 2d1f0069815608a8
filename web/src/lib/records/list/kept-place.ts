import type { BeforeNavigate } from '$app/navigation';

/** How far a list is scrolled, in pixels. */
interface Place {
  top: number;
  left: number;
}

const prefix = 'cobalt.place ';

/** Stores where the user is in the list at an address, for this tab. */
export function keepPlace(address: string, { top, left }: Place): void {
  if (top === 0 && left === 0) sessionStorage.removeItem(prefix + address);
  else sessionStorage.setItem(prefix + address, JSON.stringify({ top, left }));
}

/** Where the user was in the list at an address. */
export function placeIn(address: string): Place {
  const stored = sessionStorage.getItem(prefix + address);
  return stored ? (JSON.parse(stored) as Place) : { top: 0, left: 0 };
}

let returning = isReload();
let backFrom: string | undefined;
let staying = false;

/**
 * Notes whether the next page opens where the user left it: after Back or Forward, after a reload, and on the way back
 * from a record to its list. Other links open lists at the top.
 */
export function noteReturn({ type, from, to }: Pick<BeforeNavigate, 'type' | 'from' | 'to'>): void {
  if (staying) {
    staying = false;
    return;
  }
  const list = to?.url.pathname;
  const left = from?.url.pathname;
  const below = list !== undefined && left?.startsWith(`${list}/`) ? left.slice(list.length + 1) : undefined;
  returning = type === 'popstate' || below !== undefined;
  backFrom = type === 'popstate' ? below : undefined;
}

/** Makes the next navigation part of the one before, because it corrects the address of the list. */
export function stayReturning(): void {
  staying = true;
}

/** The ID of the record from which Back or Forward led to the list that is shown now. */
export const returnedFrom = (): string | undefined => backFrom;

/** Whether the page that is shown now was opened that way. */
export const isReturning = (): boolean => returning;

function isReload(): boolean {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return navigation?.type === 'reload';
}
