import { setTimeout as sleep } from 'node:timers/promises';
import type { HostInfo } from 'local-aws/host-info.ts';
import { StartFailure } from 'local-aws/start-failure.ts';
import { callApi } from './api.ts';
import { demoPassword, makeUser } from './demo-users.ts';
import { signIn } from './sign-in.ts';

/** A customer's person who can sign in to the portal. */
export const demoClient = {
  username: 'carla',
  email: 'carla@example.com',
  firstName: 'Carla',
  lastName: 'Ferrer',
};

/** Gives the demo client access to the portal of a customer who owes something, in the way in which people do it. */
export async function addDemoClient(info: HostInfo, token: string, path: string): Promise<void> {
  await makeUser(info, demoClient);
  const { accessToken } = await signIn(info, demoClient.username, demoPassword);
  const me = await callApi(info, accessToken, 'GET', '/v1/me');
  if ((me.organizations as unknown[]).length > 0) return;
  const { username: _username, ...person } = demoClient;
  const contact = await contactOf(info, token, path, person);
  const access = `${path}/portal/clients/contact/${contact}`;
  await callApi(info, token, 'POST', access, {}, `demo-${demoClient.username}`);
  const secret = await mailedToken(info);
  await callApi(info, accessToken, 'POST', '/v1/portal/invitations/accept', { token: secret });
}

/** The client's contact, which an earlier start may have created. */
async function contactOf(
  info: HostInfo,
  token: string,
  path: string,
  person: { email: string },
): Promise<string> {
  const known = await callApi(info, token, 'GET', `${path}/contacts?q=${person.email}`);
  const [first] = known.items as { id: string }[];
  if (first) return first.id;
  const customerId = await owingCustomer(info, token, path);
  const body = { ...person, jobTitle: 'Office manager', customerId };
  const made = await callApi(info, token, 'POST', `${path}/contacts`, body, 'demo-client-contact');
  return String(made.id);
}

/** The customer with most unpaid invoices, among those who have issues if there are any. */
async function owingCustomer(info: HostInfo, token: string, path: string): Promise<string> {
  const groups = async (plural: string, filter: object | undefined): Promise<string[]> => {
    const body = { limit: 0, groups: { by: 'customerId' }, ...(filter ? { filter } : {}) };
    const answer = await callApi(info, token, 'POST', `${path}/${plural}/query`, body);
    const found = answer.groups as { key: string | null; count: number }[];
    return found.flatMap(({ key }) => key ?? []);
  };
  const unpaid = await groups('invoices', { field: 'statusId', op: 'anyOf', value: ['open', 'overdue'] });
  const asking = new Set(await groups('issues', undefined));
  const customer = unpaid.find((id) => asking.has(id)) ?? unpaid[0];
  if (customer === undefined) throw new StartFailure('The demo data has no unpaid invoices.');
  return customer;
}

/** The token in the client's invitation, which arrives a moment later. */
async function mailedToken({ url }: HostInfo): Promise<string> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const response = await fetch(`${url}/_local/mails?to=${demoClient.email}`);
    const [mail] = (await response.json()) as { text: string }[];
    const token = mail && /\/portal-invitation#([\w.-]+)/.exec(mail.text)?.[1];
    if (token !== undefined) return token;
    await sleep(200);
  }
  throw new StartFailure('The invitation of the demo client did not arrive.');
}
