import { setTimeout as sleep } from 'node:timers/promises';
import { limits } from '#contract/limits.ts';
import { archiveImportSubject } from '../../archives.ts';
import { setUpSecondFactor } from '../../authenticator.ts';
import { bodyOf, type Call } from '../../caller.ts';
import { png, sendBytes } from '../../files.ts';
import { linkTo, pageAt, sentQuote } from '../../documents.ts';
import { hidden, newForm } from '../../forms.ts';
import type { RunningHost } from '../../host.ts';
import { fileForVisitor } from '../../issue-links.ts';
import {
  addMember,
  mailedToken,
  newOrganization,
  newPerson,
  portalToken,
  unique,
  type Person,
  type TestOrganization,
} from '../../organization.ts';
import { newSubject, operationNamed } from '../../subjects.ts';
import { newAddress, visit } from '../../visitor.ts';
import type { Described } from './description.ts';
import type { LateValues } from './late.ts';
import { groupOf } from './operations.ts';

/** What a request is about: the caller, the values of the path, and the values that the request contains. */
export interface Subject {
  call: Call;
  params: Record<string, string>;
  values: LateValues;
}

/** Sends a visitor's request. Each comes from a new address, because the requests of one address are limited. */
export const visitor =
  (url: string): Call =>
  (method, path, { query, headers, body } = {}) => {
    const search = query ? `?${new URLSearchParams(query).toString()}` : '';
    const json = body === undefined ? {} : { json: body as object };
    return visit(url, method, `${path}${search}`, {
      from: newAddress(),
      ...json,
      ...(headers ? { headers } : {}),
    });
  };

interface Makers {
  host: RunningHost;
  organization: TestOrganization;
}
type Make = (makers: Makers) => Promise<Partial<Subject>>;

const aPerson: Make = async ({ host }) => ({ call: (await newPerson(host)).call });

const anArchiveImport =
  (verb: string): Make =>
  async (ground) => ({ params: (await archiveImportSubject(ground, verb)).params });

async function invite({ host, organization }: Makers, email: string): Promise<string> {
  const body = { email, role: 'employee' };
  await bodyOf(201, organization.owner.call('POST', `${organization.path}/invitations`, { body }));
  return mailedToken(host, email, organization.id);
}

const protectedPerson = async (host: RunningHost): Promise<Person & { codes: string[] }> => {
  const person = await newPerson(host);
  return { ...person, ...(await setUpSecondFactor(host, person)) };
};
const withRecoveryCode: Make = async ({ host }) => {
  const { call, codes } = await protectedPerson(host);
  return { call, values: { code: codes[0]! } };
};

async function aQuoteForCustomers({ host, organization }: Makers): Promise<Partial<Subject>> {
  const key = await linkTo(organization, await sentQuote(organization));
  const { text } = await visit(host.url, 'GET', pageAt(key), { from: newAddress() });
  return { values: { key, token: hidden(text, 'seen') } };
}

/** An issue that a visitor wrote, with a file that the team has sent. */
async function anIssueOfVisitors({ host, organization }: Makers): Promise<Partial<Subject>> {
  const { fileId, key } = await fileForVisitor(host, organization);
  return { params: { fileId }, values: { key } };
}

/** A person who is invited to the portal, and the token of the invitation. */
async function anInvitationToPortal({ host, organization }: Makers): Promise<Partial<Subject>> {
  const { email, call } = await newPerson(host);
  const { owner, path, id } = organization;
  const body = { name: unique('Initech '), email };
  const vendor = await bodyOf(201, owner.call('POST', `${path}/vendors`, { body }));
  await bodyOf(200, owner.call('POST', `${path}/portal/clients/vendor/${vendor.id}`, { body: {} }));
  return { call, values: { token: await portalToken(host, email, id) } };
}

/** Subjects of operations that aren't performed on a part of the organization, or that need secrets. */
const makers: Record<string, Make> = {
  'me.finishAvatar': async ({ host }) => {
    const { call } = await newPerson(host);
    const body = { type: 'image/png', sizeBytes: png.length };
    const { pictureId, upload } = await bodyOf(200, call('POST', '/v1/me/avatar', { body }));
    await sendBytes(upload, png);
    return { call, values: { pictureId } };
  },
  'second-factor.createRecoveryCodes': withRecoveryCode,
  'second-factor.remove': withRecoveryCode,
  'second-factor.recover': async ({ host }) => {
    const { username, codes } = await protectedPerson(host);
    return { values: { username, code: codes[0]! } };
  },
  'organizations.create': aPerson,
  'invitations.preview': async (ground) => ({
    values: { token: await invite(ground, `${unique('invited')}@people.example`) },
  }),
  'invitations.accept': async (ground) => {
    const { call, email } = await newPerson(ground.host);
    return { call, values: { token: await invite(ground, email) } };
  },
  'portal.preview': async (ground) => ({ values: (await anInvitationToPortal(ground)).values ?? {} }),
  'portal.entrance': async ({ host }) => {
    const { id, path, owner } = await newOrganization(await newPerson(host));
    const body = { portal: { takesRequests: true } };
    await bodyOf(200, owner.call('PATCH', path, { body, ifMatch: 1 }));
    return { values: { orgId: id } };
  },
  'portal.accept': anInvitationToPortal,
  'portal.confirm': async ({ host, organization }) => {
    const ground = { host, organization, maker: organization.owner.call };
    const { params, body } = await newSubject(ground, operationNamed('portal.confirm'));
    return { params, values: { email: (body as { email: string }).email } };
  },
  'portal.unconfirmed': () => Promise.resolve({}),
  'portal.clients': () => Promise.resolve({}),
  // Two requests at once for the same person's feed conflict, so each has a person of its own.
  'calendar.read': async ({ host }) => {
    const { owner, path } = await newOrganization(await newPerson(host));
    const feed = await bodyOf(201, owner.call('POST', `${path}/calendar`));
    return { values: { key: new URLSearchParams(feed.path.split('?')[1]).get('key')! } };
  },
  'calendar.update': async ({ host }) => {
    const { id, owner, path } = await newOrganization(await newPerson(host));
    await bodyOf(201, owner.call('POST', `${path}/calendar`));
    return { call: owner.call, params: { orgId: id } };
  },
  'public-documents.page': aQuoteForCustomers,
  'public-documents.pdf': aQuoteForCustomers,
  'public-documents.answer': aQuoteForCustomers,
  'public-issues.page': anIssueOfVisitors,
  'public-issues.answer': anIssueOfVisitors,
  'public-issues.file': anIssueOfVisitors,
  'public-forms.submit': async ({ host, organization }) => {
    const { id } = await newForm(organization);
    const call = visitor(host.url);
    const { token } = await bodyOf(200, call('GET', `/v1/forms/${id}/description`));
    await sleep((limits.formFillSecondsMin + 1) * 1000);
    return { params: { formId: id }, values: { token } };
  },
  // An organization has few pipelines, so each new one gets an organization of its own.
  'pipelines.create': async ({ host }) => {
    const { id, owner } = await newOrganization(await newPerson(host));
    return { call: owner.call, params: { orgId: id } };
  },
  // Not the pipeline that other requests change.
  'pipelines.archive': async ({ organization: { owner, path } }) => {
    const stages = [{ name: 'One', color: 'blue', probability: 10 }];
    const body = { name: unique('Archived '), stages };
    const headers = { 'if-match': '*' };
    const { id } = await bodyOf(201, owner.call('POST', `${path}/pipelines`, { body, headers }));
    return { params: { pipelineId: id } };
  },
  // The fields that a request puts in order.
  'custom-fields.arrange': async ({ organization: { owner, path } }) => {
    for (const label of ['First', 'Second']) {
      const body = { key: label.toLowerCase(), label, kind: 'text' };
      const headers = { 'if-match': '*' };
      await owner.call('POST', `${path}/custom-fields/employee`, { body, headers });
    }
    return { params: { recordType: 'employee' } };
  },
  'archive-imports.create': anArchiveImport('create'),
  'archive-imports.get': anArchiveImport('get'),
  'archive-imports.start': anArchiveImport('start'),
  'members.update': async ({ host, organization }) => {
    const { userId } = await addMember(host, organization, 'employee');
    return { params: { userId } };
  },
};

/** A part of the organization. What clients do is done by a client. */
async function partOf({ host, organization }: Makers, id: string): Promise<Partial<Subject>> {
  const ground = { host, organization, maker: organization.owner.call };
  const { params, query, client } = await newSubject(ground, operationNamed(id));
  if (!client) return { params };
  return { params, call: client.call, values: { customerId: query?.customerId ?? '' } };
}

/** Creates the subject of an operation. */
export async function subjectOf(ground: Makers, { id, path, isPublic }: Described): Promise<Subject> {
  const { host, organization } = ground;
  const { owner } = organization;
  const make = makers[id] ?? (['me', 'second-factor'].includes(groupOf(id)) ? aPerson : undefined);
  const isOfSomething = groupOf(id) === 'portal' || /\{(?!orgId)/.test(path);
  const made: Partial<Subject> = make ? await make(ground) : isOfSomething ? await partOf(ground, id) : {};
  return {
    call: made.call ?? (isPublic ? visitor(host.url) : owner.call),
    params: { orgId: organization.id, ...made.params },
    values: made.values ?? {},
  };
}
