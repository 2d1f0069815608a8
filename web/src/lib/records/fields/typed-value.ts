import { readableDomains } from '#contract/email-address.ts';

/** A value as people type it: an e-mail address with its domain as it is read. */
export const typedValue = (kind: string, value: unknown): unknown =>
  kind === 'email' && typeof value === 'string' ? readableDomains(value) : value;
