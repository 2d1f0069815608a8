import { randomUUID } from 'node:crypto';
import type { Form } from '#contract/form.ts';
import { differences } from '#data/store/change.ts';
import type { Context } from '#data/organization/context.ts';
import { formActions, readForms } from '#data/organization/form.ts';
import { transact } from '#data/store/transact.ts';

/** Adds one form if there is none. Its id is random, because an id derived from the organization's could be guessed. */
export async function addDemoForm(context: Context): Promise<void> {
  const { orgId, now, settings } = context;
  if ((await readForms(context, orgId)).length > 0) return;
  const hasWebsite = settings.leadSources.some((source) => source.id === 'website');
  const form: Form = {
    id: randomUUID(),
    version: 1,
    name: 'Website: talk to us',
    language: 'en',
    title: 'Talk to us',
    intro: 'Tell us what you are looking for, and we will get back to you within a day.',
    fields: [
      { field: 'firstName', label: 'First name', isRequired: true },
      { field: 'lastName', label: 'Last name', isRequired: false },
      { field: 'email', label: 'E-mail', isRequired: true },
      { field: 'phones', label: 'Phone', isRequired: false },
      { field: 'company', label: 'Company', isRequired: false },
      { field: 'message', label: 'How can we help?', isRequired: false },
    ],
    ...(hasWebsite ? { sourceId: 'website' } : {}),
    tagIds: [],
    consentText: 'I agree that Northwind keeps what I have written here and answers me by e-mail or phone.',
    consentVersion: 1,
    thanks: 'Thank you. We will get back to you within a day.',
    allowedOrigins: [],
    isOn: true,
    createdAt: now,
    updatedAt: now,
  };
  await transact(context, formActions(context, undefined, form, differences({}, { ...form }, ['name'])));
}
