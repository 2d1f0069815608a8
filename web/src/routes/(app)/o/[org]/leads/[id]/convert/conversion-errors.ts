import type { FieldFault } from '#contract/problem.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { fieldErrorText } from '#lib/i18n/problem-text.ts';

/** The message for an error of a conversion. A taken address is the lead's, so it isn't entered in the form. */
export function conversionErrorText(error: FieldFault): string {
  if (error.code !== 'taken') return fieldErrorText(error);
  return error.pointer === '/contactId' ? t.leads.contactTaken : t.leads.customerTaken;
}

/** The message of the first error at a JSON pointer. */
export function conversionErrorAt(errors: readonly FieldFault[], pointer: string): string | undefined {
  const error = errors.find((candidate) => candidate.pointer === pointer);
  return error && conversionErrorText(error);
}
