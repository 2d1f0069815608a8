import { setTimeout as sleep } from 'node:timers/promises';
import { limits } from '#contract/limits.ts';
import { trapField } from '#contract/public-form.ts';
import { bodyOf } from './caller.ts';
import { unique, type TestOrganization } from './organization.ts';
import { visit } from './visitor.ts';

/** A form with a field of each built-in kind that forms can ask for. */
export const formBody = () => ({
  name: unique('Form '),
  language: 'en',
  title: 'Talk to us',
  fields: [
    { field: 'firstName', label: 'First name', isRequired: true },
    { field: 'email', label: 'E-mail', isRequired: true },
    { field: 'phones', label: 'Phone', isRequired: false },
    { field: 'budgetMax', label: 'Budget', isRequired: false },
    { field: 'message', label: 'Your message', isRequired: false },
  ],
  thanks: 'We will write to you.',
  isOn: true,
});

export const newForm = ({ owner, path }: TestOrganization, values: object = {}): Promise<any> =>
  bodyOf(201, owner.call('POST', `${path}/forms`, { body: { ...formBody(), ...values } }));

/** Reads the token of a form. By default, waits until a submission with it no longer counts as automated. */
export async function readToken(url: string, id: string, isWaiting = true): Promise<string> {
  const { token } = await bodyOf(200, visit(url, 'GET', `/v1/forms/${id}/description`));
  if (isWaiting) await sleep((limits.formFillSecondsMin + 1) * 1000);
  return token as string;
}

/** The value of a hidden field in the HTML of a page. Empty if there is none. */
export const hidden = (html: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';

/** Sends a form with the hidden field filled in, so that it is held, and returns what is held. */
export async function newHeld(
  url: string,
  { owner, path, ...organization }: TestOrganization,
  { form, from, ...answers }: Record<string, any> = {},
): Promise<any> {
  const { id } = (form as { id: string } | undefined) ?? (await newForm({ owner, path, ...organization }));
  const token = await readToken(url, id, false);
  const given = { firstName: unique('Held '), email: `${unique('held')}@people.example`, ...answers };
  const json = { ...given, token, [trapField]: 'x' };
  await bodyOf(200, visit(url, 'POST', `/v1/forms/${id}`, { json, ...(from ? { from } : {}) }));
  const { items } = await bodyOf(200, owner.call('GET', `${path}/held-submissions`));
  const texts = Object.values(given).filter((text) => typeof text === 'string');
  return items.find((one: any) => one.answers.some(({ text }: any) => texts.includes(text)));
}
