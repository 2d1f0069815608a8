let zone = $state(Intl.DateTimeFormat().resolvedOptions().timeZone);

/** IANA name of the zone that dates are told in: the organization's, once one is open; until then the browser's. */
export const timeZone = () => zone;
export function useTimeZone(next: string): void {
  zone = next;
}
