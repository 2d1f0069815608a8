import { deliverableAddress } from '#contract/field.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';

/** What is wrong with an address to which e-mail is to be sent. Undefined if nothing is. */
export function emailFault(text: string): string | undefined {
  const { error } = deliverableAddress.safeParse(text);
  if (!error) return undefined;
  const { undeliverable_email, invalid_email } = t.fieldErrors;
  const isUndeliverable = error.issues.some(({ message }) => message === 'undeliverable_email');
  return isUndeliverable ? undeliverable_email : invalid_email;
}
