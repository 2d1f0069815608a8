import { randomUUID } from 'node:crypto';
import type { Form } from '#contract/form.ts';
import { differences } from '#data/store/change.ts';
import { holdActions, shownAnswers } from '#data/forms/held-submissions.ts';
import { questionsOf } from '#data/forms/questions.ts';
import type { Context } from '#data/organization/context.ts';
import { formActions, readForms } from '#data/organization/form.ts';
import { transact } from '#data/store/transact.ts';
import type { DemoContent } from './content/content.ts';

type Texts = Pick<Form, 'name' | 'title' | 'intro' | 'consentText' | 'thanks'> & {
  labels: Record<'firstName' | 'lastName' | 'email' | 'phones' | 'company' | 'message', string>;
  /** What somebody sent whose browser filled in the form by itself. */
  held: Record<'firstName' | 'lastName' | 'email' | 'message', string>;
};
const texts: Record<DemoContent['language'], Texts> = {
  en: {
    name: 'Website: talk to us',
    title: 'Talk to us',
    intro: 'Tell us what you are looking for, and we will get back to you within a day.',
    labels: {
      firstName: 'First name',
      lastName: 'Last name',
      email: 'E-mail',
      phones: 'Phone',
      company: 'Company',
      message: 'How can we help?',
    },
    consentText: 'I agree to the storage of my details and to being contacted by e-mail or phone.',
    thanks: 'Thank you. We will get back to you within a day.',
    held: {
      firstName: 'Grace',
      lastName: 'Okafor',
      email: 'grace.okafor@hillside-clinic.example',
      message: 'Do you also set up assistants for clinics? We have about 60 calls a day.',
    },
  },
  es: {
    name: 'Sitio web: contáctanos',
    title: 'Contáctanos',
    intro: 'Cuéntanos qué necesitas y te responderemos en menos de un día.',
    labels: {
      firstName: 'Nombre',
      lastName: 'Apellidos',
      email: 'Correo electrónico',
      phones: 'Teléfono',
      company: 'Empresa',
      message: '¿Cómo podemos ayudarte?',
    },
    consentText: 'Acepto que se guarden mis datos y que me contacten por correo electrónico o por teléfono.',
    thanks: 'Gracias. Te responderemos en menos de un día.',
    held: {
      firstName: 'Lucía',
      lastName: 'Montoya',
      email: 'lucia.montoya@clinica-ladera.example',
      message: '¿También configuran asistentes para clínicas? Recibimos unas 60 llamadas al día.',
    },
  },
};

/**
 * Adds one form, with a submission that is held for review, if there is none. Its id is random, because an id derived from
 * the organization's id could be guessed.
 */
export async function addDemoForm(context: Context, { language }: DemoContent): Promise<void> {
  const { orgId, now, settings } = context;
  if ((await readForms(context, orgId)).length > 0) return;
  const hasWebsite = settings.leadSources.some((source) => source.id === 'website');
  const { name, title, intro, labels, consentText, thanks, held: posted } = texts[language];
  const form: Form = {
    id: randomUUID(),
    version: 1,
    ...{ name, language, title, intro },
    fields: [
      { field: 'firstName', label: labels.firstName, isRequired: true },
      { field: 'lastName', label: labels.lastName, isRequired: false },
      { field: 'email', label: labels.email, isRequired: true },
      { field: 'phones', label: labels.phones, isRequired: false },
      { field: 'company', label: labels.company, isRequired: false },
      { field: 'message', label: labels.message, isRequired: false },
    ],
    ...(hasWebsite ? { sourceId: 'website' } : {}),
    tagIds: [],
    consentText,
    consentVersion: 1,
    thanks,
    allowedOrigins: [],
    isOn: true,
    createdAt: now,
    updatedAt: now,
  };
  const answers = shownAnswers({ form }, questionsOf(form, []), posted);
  const sent = { posted: { ...posted, consent: 'yes' }, isTyped: true };
  const held = { form, ...sent, values: posted, answers, receivedAt: now };
  await transact(context, [
    ...formActions(context, undefined, form, differences({}, { ...form }, ['name'])),
    ...(await holdActions(context, orgId, now, { ...held, reasons: ['tooFast'] })),
  ]);
}
