import type { PortalProfile } from '#contract/portal.ts';

/** The country that is assumed for phone numbers without a calling code. */
export const countryOf = ({ customer }: PortalProfile): string =>
  customer?.country ??
  navigator.languages.map((tag) => /^[a-z]{2,3}-([A-Z]{2})\b/.exec(tag)?.[1]).find(Boolean) ??
  'US';
