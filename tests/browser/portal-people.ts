import type { Locator, Page } from 'playwright-core';
import { bodyOf } from '../caller.ts';
import { png } from '../files.ts';
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
    payOnline: 'Pay online',
    view: 'View',
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
    payOnline: 'Pagar en línea',
    view: 'Ver',
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
    rate: '¿Qué te pareció nuestra atención?',
    rated: 'Valoraste nuestra atención como buena. ¡Gracias!',
  },
};
export type Words = (typeof words)['en'];

/** How a person uses a control. */
export type Act = (control: Locator) => Promise<void>;
export const byPointer: Act = (control) => control.click();
/** Links are followed with Enter. Space does what a click does to everything else. */
export const byKeyboard: Act = async (control) =>
  control.press((await control.evaluate(({ tagName }) => tagName === 'A')) ? 'Enter' : 'Space');

interface Invitable {
  email: string;
  customerId: string;
  contactId: string;
}
interface Invited extends Invitable {
  /** The path of the link in the e-mail. */
  link: string;
}

/** A contact of a new customer, whose address nobody uses yet. */
export async function newInvitable(
  { path, owner }: TestOrganization,
  email = `${unique('invited')}@people.example`,
): Promise<Invitable> {
  const create = (plural: string, body: object): Promise<any> =>
    bodyOf(201, owner.call('POST', `${path}/${plural}`, { body }));
  const { id: customerId } = await create('customers', { name: unique('Acme ') });
  const { id: contactId } = await create('contacts', { firstName: 'Rosa', email, customerId });
  return { email, customerId, contactId };
}

/** The path of the link in the e-mail to an invited contact. */
export const invitationLink = async (
  host: RunningHost,
  { id }: TestOrganization,
  { email }: Invitable,
): Promise<string> => `/portal-invitation#${await portalToken(host, email, id)}`;

/** Invites such a contact. */
export async function invite(
  host: RunningHost,
  organization: TestOrganization,
  email?: string,
): Promise<Invited> {
  const contact = await newInvitable(organization, email);
  const { path, owner } = organization;
  await bodyOf(200, owner.call('POST', `${path}/portal/clients/contact/${contact.contactId}`, { body: {} }));
  return { ...contact, link: await invitationLink(host, organization, contact) };
}

/** A control by its label, with or without the asterisk of required fields. */
const labeled = (page: Page, label: string) => page.getByLabel(new RegExp(`^${label}\\*?$`)).first();

/** Follows the link of an invitation without an account, confirms the e-mail address and opens the portal. */
export async function signUpFrom(
  page: Page,
  host: RunningHost,
  { email, link }: Invited,
  say: Words,
  act = byPointer,
): Promise<void> {
  await page.goto(link);
  await act(page.getByRole('link', { name: say.create }));
  await page.waitForURL(/\/sign-up/);
  await labeled(page, say.firstName).fill('Rosa');
  await labeled(page, say.lastName).fill('Marín');
  await labeled(page, say.username).fill(unique('rosa'));
  await labeled(page, say.password).fill('four quiet words here');
  await act(page.getByRole('button', { name: say.create }));
  await page.waitForURL(/\/confirm/);
  await labeled(page, say.code).fill(await host.code(email));
  await page.waitForURL(/\/portal-invitation/);
  await act(page.getByRole('button', { name: say.accept }));
  await page.waitForURL(/\/portal\/[\w-]+$/);
}

/** Opens a place of the portal by its navigation. */
export const goTo = (page: Page, place: string, act = byPointer): Promise<void> =>
  act(page.getByRole('navigation').getByRole('link', { name: place }).first());

/** Opens an issue with a file, which is sent as soon as it is uploaded. Returns the issue's id. */
export async function openIssue(page: Page, say: Words, act = byPointer): Promise<string> {
  await goTo(page, say.issues, act);
  await act(page.getByRole('link', { name: say.newIssue }));
  await page.getByLabel(new RegExp(`^${say.subject}`)).fill('The door stays open');
  await page.getByLabel(say.description).fill('A hand’s width.');
  await page
    .locator('input[type=file]')
    .setInputFiles([{ name: 'Door.png', mimeType: 'image/png', buffer: png }]);
  await act(page.getByRole('button', { name: say.send }));
  await page.waitForURL(/\/issues\/[\w-]{36}$/);
  await page.getByRole('button', { name: say.download('Door.png') }).waitFor();
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}
