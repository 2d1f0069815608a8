let zone = $state(Intl.DateTimeFormat().resolvedOptions().timeZone);

/** IANA name of the time zone for dates: the organization's once one is open, until then the browser's. */
export const timeZone = () => zone;
export function useTimeZone(next: string): void {
  zone = next;
}
