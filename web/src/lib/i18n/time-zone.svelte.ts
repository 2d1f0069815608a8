let zone = $state(Intl.DateTimeFormat().resolvedOptions().timeZone);

/** IANA name of the time zone for dates: the browser's until an organization is opened, then the organization's. */
export const timeZone = () => zone;
export function useTimeZone(next: string): void {
  zone = next;
}
