import type { FieldFault } from '#contract/problem.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { fieldErrorText } from '#lib/i18n/problem-text.ts';

type Faults = readonly FieldFault[];

/** The field of the form to which an error belongs. Events and filters have errors within them. */
const fieldOf = ({ pointer }: FieldFault): string => pointer.split('/')[1] ?? '';

export const webhookErrorText = (error: FieldFault): string =>
  fieldOf(error) === 'events' && error.code === 'too_few'
    ? t.webhooks.form.noneChosen
    : fieldErrorText(error);

function errorIn(errors: Faults, field: string): string | undefined {
  const error = errors.find((one) => fieldOf(one) === field);
  return error && webhookErrorText(error);
}
export const eventsErrorIn = (errors: Faults): string | undefined => errorIn(errors, 'events');
export const filterErrorIn = (errors: Faults): string | undefined => errorIn(errors, 'filter');

/** Errors with the pointers of the form's fields, of each field only the first. */
export const byField = (errors: Faults): FieldFault[] =>
  errors
    .map((error) => ({ ...error, pointer: `/${fieldOf(error)}` }))
    .filter(({ pointer }, at, all) => all.findIndex((other) => other.pointer === pointer) === at);

export function webhookLabelOf(pointer: string): string | undefined {
  const { name, url, content, filter, steps } = t.webhooks.form;
  const labels: Record<string, string> = {
    '/name': name,
    '/url': url,
    '/events': steps.events,
    '/content': content,
    '/filter': filter,
  };
  return labels[pointer];
}
