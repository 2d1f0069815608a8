import { api } from '#contract/api.ts';
import { operationId, operationsOf, type AnyOperation, type Resource } from '#contract/operation.ts';
import { recordTypes, type RecordTypeName } from '#contract/record-types.ts';
import type { RecordType } from '#contract/record-type.ts';
import { bodyOf, type Answer, type Call, type Sent } from './caller.ts';
import { unique, type Person, type TestClient, type TestOrganization } from './organization.ts';
import type { RunningHost } from './host.ts';
import { duplicatesSubject } from './duplicate-scans.ts';
import { archiveImportSubject } from './archives.ts';
import { exportSubject } from './exports.ts';
import { importSubject } from './imports.ts';
import { personalDataSubject } from './personal-data.ts';
import { organizationSubject } from './organization-subject.ts';
import { jobSubject } from './jobs.ts';
import { mergeBody } from './merges.ts';
import { billingSubject, documentSubject, moneySubjects } from './money-subjects.ts';
import { invitationSubject, memberSubject } from './member-subjects.ts';
import { newNote } from './notes.ts';
import { portalSubject } from './portal-subjects.ts';
import { isFull } from './counts.ts';
import { formBody, newForm, newHeld } from './forms.ts';
import { addFile, answerSubjects, sendBytes } from './files.ts';
import { fileForVisitor } from './issue-links.ts';
import { leastOf } from './schema-values.ts';
import { viewSubject } from './views.ts';
import { webhookSubjects } from './webhook-subject.ts';

/** An operation of the contract with its name, such as `contacts.create`. */
export interface NamedOperation {
  name: string;
  verb: string;
  resource: Resource;
  operation: AnyOperation;
}

export const allOperations: NamedOperation[] = Object.values<Resource>(api).flatMap((resource) =>
  operationsOf(resource).map(([verb, operation]) => ({
    name: operationId(resource, verb),
    verb,
    resource,
    operation,
  })),
);

export function operationNamed(name: string): NamedOperation {
  const found = allOperations.find((named) => named.name === name);
  if (!found) throw new Error(`There is no operation ${name}`);
  return found;
}

/** Operations inside an organization, which require a permission. */
export const organizationOperations = allOperations.filter(({ operation }) =>
  operation.path.startsWith('/v1/orgs/{orgId}'),
);

/**
 * Whether this run leaves an operation to the full tier and tests only that it is refused. Loading demo data writes
 * thousands of items, and other tests verify its results.
 */
export const isLeftToFull = ({ name }: NamedOperation): boolean =>
  !isFull && name === 'organizations.loadDemoData';

/** The record type whose records a resource provides. Undefined for other resources. */
export const recordTypeOf = (resource: Resource): RecordType | undefined =>
  Object.values<RecordType>(recordTypes as never).find((type) => type.plural === resource.name);

/** What an operation is performed on: the values of its path parameters other than `orgId`, the version, the body. */
export interface Subject {
  params: Record<string, string>;
  /** Version for `If-Match`. */
  version?: number;
  query?: Record<string, string>;
  body?: unknown;
  /** The client whose portal it is, for operations of the portal. */
  client?: Person;
}

/** The host, the organization and the user with which subjects are created. */
export interface Ground {
  host: RunningHost;
  organization: TestOrganization;
  /** The caller who creates the subject and becomes its author, if it has one. */
  maker: Call;
  /** The owner of the record, or the assignee of the task. By default, nobody owns the record. */
  ownerId?: string;
  /** The client to whose customer the subject of an operation of the portal belongs. By default, another one. */
  client?: TestClient;
}

/** Resources whose paths contain no parameter except the organization's. */
const withoutParameters = 'crashes,dashboard,demo-data,public-payments,reference,search,usage'.split(',');
const namesNothing = () => Promise.resolve({ params: {} });

type MakeSubject = (ground: Ground, verb: string) => Promise<Subject>;

const fileText = Buffer.from('A few words');

/** How to create the subjects of resources other than records. A subject to be restored is deleted first. */
const makers: Record<string, MakeSubject> = {
  ...Object.fromEntries(withoutParameters.map((name) => [name, namesNothing])),
  documents: documentSubject,
  calendar: async ({ organization, maker }, verb) => {
    if (verb === 'update') await bodyOf(201, maker('POST', `${organization.path}/calendar`));
    return { params: {}, body: { shows: 'records' } };
  },
  notes: async ({ organization, maker, ownerId }, verb) => {
    const [type] = Object.values<RecordType>(recordTypes as never);
    const parent = await newRecord(type!, organization, ownedBy(type!, ownerId));
    const base = { recordType: type!.name, recordId: parent.id };
    if (verb === 'list' || verb === 'create') return { params: base };
    return { ...(await newNote(organization, base, maker, verb)) };
  },
  attachments: async ({ organization, maker, ownerId }, verb) => {
    const body = { name: `${unique('file-')}.txt`, type: 'text/plain', sizeBytes: fileText.length };
    if (verb === 'usage') return { params: {} };
    const base = await newParent('contact', organization, ownerId);
    if (verb === 'list' || verb === 'create') return { params: base, body };
    const many = `${organization.path}/attachments/contact/${base.recordId}`;
    if (verb === 'finish') {
      const { attachment, upload } = await bodyOf(201, maker('POST', many, { body }));
      await sendBytes(upload, fileText);
      return { params: { ...base, attachmentId: attachment.id } };
    }
    const { id, version } = await addFile(maker, many, fileText, body.name, body.type);
    if (verb === 'restore') await bodyOf(200, maker('DELETE', `${many}/${id}`, { ifMatch: version }));
    return { params: { ...base, attachmentId: id }, version, body: { name: `${unique('renamed-')}.txt` } };
  },
  tasks: async ({ organization, maker, ownerId }, verb) => {
    const body = { title: unique('Task '), dueAt: '2027-01-01T09:00:00Z' };
    if (verb === 'list' || verb === 'create') return { params: {}, body };
    const assignee = ownerId === undefined ? {} : { assigneeId: ownerId };
    const path = `${organization.path}/tasks`;
    const { id, version } = await bodyOf(201, maker('POST', path, { body: { ...body, ...assignee } }));
    if (verb === 'restore') await bodyOf(200, maker('DELETE', `${path}/${id}`, { ifMatch: version }));
    return { params: { id }, version, body: { title: unique('Changed ') } };
  },
  lists: (_, verb) => Promise.resolve({ params: {}, body: verbBodies[verb] ?? {} }),
  timeline: async ({ organization, ownerId }) => ({
    params: await newParent('contact', organization, ownerId),
  }),
  views: viewSubject,
  tags: async ({ organization }, verb) => {
    if (verb === 'list' || verb === 'create') return { params: {}, body: { name: unique('tag ') } };
    const newTag = () => {
      const body = { name: unique('tag ') };
      return bodyOf(201, organization.owner.call('POST', `${organization.path}/tags`, { body }));
    };
    const { id, version } = await newTag();
    if (verb === 'merge') return { params: { id }, version, body: { intoId: (await newTag()).id } };
    return { params: { id }, version, body: { name: unique('renamed ') } };
  },
  members: memberSubject,
  invitations: invitationSubject,
  forms: async ({ organization }, verb) => {
    if (verb === 'list' || verb === 'create') return { params: {}, body: formBody() };
    const { id, version } = await newForm(organization);
    return { params: { id }, version, body: { name: unique('Renamed ') } };
  },
  'held-submissions': async ({ host, organization }, verb) =>
    verb === 'list' ? { params: {} } : { params: { id: (await newHeld(host.url, organization)).id } },
  'public-forms': async ({ organization }) => ({ params: { formId: (await newForm(organization)).id } }),
  'public-issues': async ({ host, organization }) => {
    const { fileId, key } = await fileForVisitor(host, organization);
    return { params: { fileId }, query: { key } };
  },
  'api-keys': async ({ organization, maker }, verb) => {
    const body = { name: unique('key '), permissions: ['organization:read'] };
    if (verb === 'list' || verb === 'create') return { params: {}, body };
    // Admins can't change an owner's key, so the caller creates it if possible.
    const path = `${organization.path}/api-keys`;
    const made = await maker('POST', path, { body });
    const { key } =
      made.status === 201 ? made.body : await bodyOf(201, organization.owner.call('POST', path, { body }));
    const changed = verb === 'update' ? { body: { name: unique('Renamed ') } } : {};
    return { params: { id: key.id }, version: key.version, ...changed };
  },
  ...webhookSubjects,
  organizations: organizationSubject,
  jobs: jobSubject,
  imports: importSubject,
  exports: exportSubject,
  duplicates: duplicatesSubject,
  'archive-imports': archiveImportSubject,
  'personal-data': personalDataSubject,
  billing: billingSubject,
  portal: portalSubject,
  pipelines: async ({ organization: { owner, path } }, verb) => {
    const body = { name: unique('Pipeline '), stages: [{ name: 'One', color: 'blue', probability: 10 }] };
    const { version } = await bodyOf(200, owner.call('GET', path));
    if (verb === 'list' || verb === 'create') return { params: {}, version, body };
    // The number of pipelines is limited and archived ones are kept, so one pipeline is reused.
    const { items } = await bodyOf(200, owner.call('GET', `${path}/pipelines`));
    const spare = items.find(
      ({ name, retired }: { name: string; retired?: boolean }) =>
        !retired && /^(Pipeline|Renamed) /.test(name),
    );
    const { id } =
      spare ?? (await bodyOf(201, owner.call('POST', `${path}/pipelines`, { body, ifMatch: version })));
    const now = (await bodyOf(200, owner.call('GET', path))).version;
    return { params: { pipelineId: id }, version: now, body: { name: unique('Renamed ') } };
  },
  presets: async ({ organization: { owner, path } }) => {
    const { version } = await bodyOf(200, owner.call('GET', path));
    return { params: { presetId: 'voiceAgency' }, version, body: { language: 'en' } };
  },
  'custom-fields': async ({ organization: { owner, path } }, verb) => {
    const many = `${path}/custom-fields/contact`;
    const read = () => bodyOf(200, owner.call('GET', many));
    const body = { label: unique('Field '), kind: 'text' };
    const { version, items } = await read();
    const used = items.filter(({ retired }: { retired?: boolean }) => !retired);
    const order = used.map(({ key }: { key: string }) => ({ key }));
    if (verb === 'arrange') return { params: { recordType: 'contact' }, version, body: { items: order } };
    if (verb !== 'update') return { params: { recordType: 'contact' }, version, body };
    // The number of fields is limited, so one field is reused.
    const made = used[0]
      ? { version, items: used }
      : await bodyOf(201, owner.call('POST', many, { body, ifMatch: version }));
    const params = { recordType: 'contact', fieldKey: made.items[0].key };
    return { params, version: made.version, body: { label: unique('Renamed ') } };
  },
  'status-lists': async ({ organization: { owner, path } }) => {
    const { version } = await bodyOf(200, owner.call('GET', path));
    const sources = await bodyOf(200, owner.call('GET', `${path}/status-lists/leadSources`));
    const used = sources.items.filter(({ retired }: { retired?: boolean }) => !retired);
    const items = used.map(({ id }: { id: string }, index: number) =>
      index === 0 ? { id, name: unique('Source ') } : { id },
    );
    return { params: { list: 'leadSources' }, version, body: { items } };
  },
  analytics: async ({ organization, ownerId }, verb) =>
    verb === 'customer'
      ? { params: { customerId: (await newParent('customer', organization, ownerId)).recordId } }
      : namesNothing(),
};

/** Creates a record to which entries can be added. */
async function newParent(
  recordType: RecordTypeName,
  organization: TestOrganization,
  ownerId: string | undefined,
): Promise<{ recordType: string; recordId: string }> {
  const type = recordTypes[recordType] as unknown as RecordType;
  const { id } = await newRecord(type, organization, ownedBy(type, ownerId));
  return { recordType, recordId: id };
}

/** Creates a record as the organization's owner, with the required fields and `values` only. */
export async function newRecord(
  type: RecordType,
  { path, owner }: TestOrganization,
  values: Record<string, unknown> = {},
): Promise<{ id: string; version: number }> {
  const body = { ...(leastOf(type.create) as object), ...values };
  return bodyOf(201, owner.call('POST', `${path}/${type.plural}`, { body }));
}

const ownedBy = (type: RecordType, ownerId: string | undefined): Record<string, unknown> =>
  ownerId !== undefined && 'ownerId' in type.fields ? { ownerId } : {};

/** What people log on records, whose operations are beside those of activities that are records. */
async function loggedSubject(
  organization: TestOrganization,
  ofOwner: Record<string, unknown>,
  maker: Call,
  verb: string,
): Promise<Subject> {
  const base = await newParent('contact', organization, ofOwner.ownerId as string | undefined);
  const body = { kind: 'call', title: unique('Call ') };
  if (verb === 'logMany') return { params: base, body: { items: [body] } };
  if (verb === 'listOf' || verb === 'log') return { params: base, body };
  const many = `${organization.path}/activities/contact/${base.recordId}`;
  const { id, version } = await bodyOf(201, maker('POST', many, { body }));
  if (verb === 'restoreLogged') await bodyOf(200, maker('DELETE', `${many}/${id}`, { ifMatch: version }));
  return { params: { ...base, activityId: id }, version, body: { title: unique('Changed ') } };
}

/** Bodies of operations for which the generated body would refer to something that doesn't exist. */
const verbBodies: Record<string, object> = {
  'leads.convert': {},
  'deals.move': { stageId: 'sales-demo' },
  'search.duplicates': { recordType: 'contact', values: {} },
};

async function recordSubject(
  type: RecordType,
  { organization, maker, ownerId }: Ground,
  { name, verb, operation }: NamedOperation,
): Promise<Subject> {
  const ofOwner = ownedBy(type, ownerId);
  if (operation.path.includes('{recordId}')) return loggedSubject(organization, ofOwner, maker, verb);
  const make = { ...moneySubjects, ...answerSubjects }[name];
  if (make) return make(organization, ofOwner, maker);
  if (!operation.path.includes('{id}')) return { params: {} };
  const { id, version } = await newRecord(type, organization, ofOwner);
  if (verb === 'merge')
    return { params: { id }, version, body: mergeBody([await newRecord(type, organization, ofOwner)]) };
  if (verb !== 'restore') return { params: { id }, version, body: verbBodies[name] };
  const path = `${organization.path}/${type.plural}/${id}`;
  await bodyOf(200, organization.owner.call('DELETE', path, { ifMatch: version }));
  return { params: { id }, version: version + 1 };
}

/** Creates the subject of an operation. Throws if `makers` doesn't create all that the path of the operation names. */
export async function newSubject(ground: Ground, named: NamedOperation): Promise<Subject> {
  const type = recordTypeOf(named.resource);
  const make = makers[named.resource.name];
  const subject = type ? await recordSubject(type, ground, named) : await make?.(ground, named.verb);
  const missing = paramNames(named.operation).filter((param) => subject?.params[param] === undefined);
  if (!subject || missing.length > 0) {
    throw new Error(`${named.name} is not exercised: say in tests/subjects.ts how its subject is made`);
  }
  return subject;
}

/** Names of the path parameters other than `orgId`. */
export const paramNames = ({ path }: AnyOperation): string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, param]) => param!).filter((param) => param !== 'orgId');

export const pathOf = (operation: AnyOperation, orgId: string, params: Record<string, string>): string =>
  operation.path.replace(/\{(\w+)\}/g, (_, param: string) =>
    param === 'orgId' ? orgId : (params[param] ?? ''),
  );

/** Who can perform an operation that only clients can: the client whose portal it is. For others, it is `call`. */
export const callerFor = ({ operation }: NamedOperation, { client }: Subject, call: Call): Call =>
  client && operation.access === 'portal:update' ? client.call : call;

/** Sends a valid request for an operation, so that a refusal can only be due to missing access. */
export async function perform(
  call: Call,
  { name, operation }: NamedOperation,
  orgId: string,
  subject: Subject,
  further: Pick<Sent, 'headers' | 'idempotencyKey'> = {},
): Promise<Answer> {
  const answer = await call(operation.method, pathOf(operation, orgId, subject.params), {
    ...further,
    ...(operation.query ? { query: { ...leastQuery(operation), ...subject.query } } : {}),
    ...(operation.body ? { body: subject.body ?? leastOf(operation.body) } : {}),
    ...(operation.ifMatch ? { ifMatch: subject.version ?? 1 } : {}),
  });
  // Other operations need the organization.
  if (name === 'organizations.requestDeletion' && answer.status === 200)
    await bodyOf(200, call('POST', `/v1/orgs/${orgId}/restore`));
  return answer;
}

/** Values of the required query parameters. */
export function leastQuery({ query }: AnyOperation): Record<string, string> {
  const isFine = query === undefined || query.safeParse({}).success;
  return isFine ? {} : (leastOf(query) as Record<string, string>);
}
