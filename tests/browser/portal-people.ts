import type { Page } from 'playwright-core';
import { bodyOf } from '../caller.ts';
import type { RunningHost } from '../host.ts';
import { portalToken, unique, type TestOrganization } from '../organization.ts';

/** What the pages say on the way from an invitation to the portal. */
export const words = {
  en: {
    create: 'Create an account',
    firstName: 'First name',
    lastName: 'Last name',
    username: 'Username',
    password: 'Password',
    code: 'Code',
    accept: 'Open the portal',
    invoices: 'Invoices',
    pay: 'View and pay',
    issues: 'Issues',
    newIssue: 'New issue',
    subject: 'Subject',
    description: 'Description',
    attach: 'Attach files',
    send: 'Send',
    answer: 'Write an answer',
    download: (name: string) => `Download ${name}`,
    resolve: 'It’s resolved',
    good: 'Good',
    resolved: /^This issue is resolved/,
    rate: 'How did we do?',
    rated: 'You rated our work as good. Thank you!',
  },
  es: {
    create: 'Crear una cuenta',
    firstName: 'Nombre',
    lastName: 'Apellidos',
    username: 'Usuario',
    password: 'Contraseña',
    code: 'Código',
    accept: 'Entrar en el portal',
    invoices: 'Facturas',
    pay: 'Ver y pagar',
    issues: 'Incidencias',
    newIssue: 'Nueva incidencia',
    subject: 'Asunto',
    description: 'Descripción',
    attach: 'Adjuntar archivos',
    send: 'Enviar',
    answer: 'Escribe una respuesta',
    download: (name: string) => `Descargar ${name}`,
    resolve: 'Ya está resuelta',
    good: 'Buena',
    resolved: /^Esta incidencia está resuelta/,
    rate: '¿Qué te ha parecido nuestra atención?',
    rated: 'Has valorado nuestra atención como buena. ¡Gracias!',
  },
};
export type Words = (typeof words)['en'];

interface Invited {
  email: string;
  customerId: string;
  contactId: string;
  /** The path of the link in the e-mail. */
  link: string;
}

/** Invites a contact of a new customer, whose address nobody uses yet. */
export async function invite(
  host: RunningHost,
  { id, path, owner }: TestOrganization,
  email = `${unique('invited')}@people.example`,
): Promise<Invited> {
  const create = (plural: string, body: object): Promise<any> =>
    bodyOf(201, owner.call('POST', `${path}/${plural}`, { body }));
  const { id: customerId } = await create('customers', { name: unique('Acme ') });
  const { id: contactId } = await create('contacts', { firstName: 'Rosa', email, customerId });
  await bodyOf(200, owner.call('POST', `${path}/portal/clients/contact/${contactId}`, { body: {} }));
  return { email, customerId, contactId, link: `/portal-invitation#${await portalToken(host, email, id)}` };
}

/** A control by its label, with or without the asterisk of required fields. */
const labeled = (page: Page, label: string) => page.getByLabel(new RegExp(`^${label}\\*?$`)).first();

/** Follows the link of an invitation without an account, confirms the e-mail address and opens the portal. */
export async function signUpFrom(
  page: Page,
  host: RunningHost,
  { email, link }: Invited,
  say: Words,
): Promise<void> {
  await page.goto(link);
  await page.getByRole('link', { name: say.create }).click();
  await page.waitForURL(/\/sign-up/);
  await labeled(page, say.firstName).fill('Rosa');
  await labeled(page, say.lastName).fill('Marín');
  await labeled(page, say.username).fill(unique('rosa'));
  await labeled(page, say.password).fill('four quiet words here');
  await page.getByRole('button', { name: say.create }).click();
  await page.waitForURL(/\/confirm/);
  await labeled(page, say.code).fill(await host.code(email));
  await page.waitForURL(/\/portal-invitation/);
  await page.getByRole('button', { name: say.accept }).click();
  await page.waitForURL(/\/portal\/[\w-]+$/);
}
