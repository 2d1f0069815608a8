import { bodyOf, callerWith, type Call } from '../../caller.ts';
import type { RunningHost } from '../../host.ts';
import { newOrganization, newPerson, unique, type TestOrganization } from '../../organization.ts';
import { newSubject, operationNamed } from '../../subjects.ts';
import type { Described } from './description.ts';
import type { Existing } from './values.ts';

/** Groups of operations whose requests are generated. */
const groups = new Set([
  ...['contacts', 'customers', 'leads', 'deals', 'vendors', 'employees'],
  ...['tasks', 'notes', 'activities', 'tags', 'analytics'],
]);
/** Questions about lists name columns, operators and values that depend on one another; tests/api/list-queries does. */
const questions = /\.(query|queryBoard|board)$/;
export const isSent = ({ id }: Described): boolean => groups.has(groupOf(id)) && !questions.test(id);

const groupOf = (id: string): string => id.split('.')[0]!;

export interface Ground {
  callFor(operation: Described): Call;
  /** What exists in the organization for the properties of an operation. */
  existingFor(operation: Described): Existing;
  /** The path of an operation on a subject of its own. */
  pathOf(operation: Described): Promise<string>;
  /** Makes the next request of an operation use a new subject, because the last one is deleted or used up. */
  renew(operation: Described): void;
}

export async function prepareGround(host: RunningHost): Promise<Ground> {
  const owner = await newPerson(host);
  const nobody = callerWith(host.url, undefined);
  const organization = await newOrganization(owner);
  const subjects = new Map<string, Promise<string>>();
  const fill = async ({ id, path }: Described) => {
    const { params } = path.includes('{')
      ? await newSubject({ host, organization, maker: owner.call }, operationNamed(id))
      : { params: {} as Record<string, string> };
    return path.replace(/\{(\w+)\}/g, (_, name: string) =>
      name === 'orgId' ? organization.id : params[name]!,
    );
  };
  const existing = await existingIn(organization);
  return {
    callFor: ({ isPublic }) => (isPublic ? nobody : owner.call),
    existingFor: ({ id }) => ({ ...existing.common, ...existing.byGroup[groupOf(id)] }),
    pathOf(operation) {
      const path = subjects.get(operation.id) ?? fill(operation);
      subjects.set(operation.id, path);
      return path;
    },
    renew: ({ id }) => subjects.delete(id),
  };
}

/** Adds records that requests can refer to, and collects them with what a new organization has. */
async function existingIn({ path, owner }: TestOrganization) {
  const make = async (plural: string, body: object) => {
    const made = await bodyOf(201, owner.call('POST', `${path}/${plural}`, { body }));
    return made.id as string;
  };
  const settings = await bodyOf(200, owner.call('GET', path));
  const idsOf = (list: string) => (settings[list] as { id: string }[] | undefined)?.map(({ id }) => id) ?? [];
  const stages = settings.pipelines[0].stages.filter(
    ({ meaning }: { meaning: string }) => meaning === 'open',
  );
  const customer = await make('customers', { name: unique('Customer ') });
  const contact = await make('contacts', { firstName: unique('Contact ') });
  const employee = await make('employees', { firstName: unique('Employee ') });
  const vendor = await make('vendors', { name: unique('Vendor ') });
  const tags = await Promise.all(['a', 'b', 'c'].map((name) => make('tags', { name: unique(name) })));
  const common: Existing = {
    customerId: [customer],
    contactId: [contact],
    contactIds: [contact],
    managerId: [employee],
    intoId: tags,
    tagIds: tags,
    ids: [vendor, employee],
    ...Object.fromEntries(
      ['ownerId', 'userId', 'assigneeId', 'teamOf', 'handOverTo'].map((name) => [name, [owner.userId]]),
    ),
    stageId: stages.map(({ id }: { id: string }) => id),
    pipelineId: [settings.pipelines[0].id],
    sourceId: idsOf('leadSources'),
    currency: [settings.currency],
    timeZone: [settings.timeZone],
    recordType: ['vendor', 'employee'],
    sort: ['name', '-name', 'createdAt', '-createdAt'],
    field: ['createdAt', 'updatedAt'],
    op: ['isEmpty', 'isNotEmpty'],
    value: [],
    include: ['createdBy'],
    columns: ['createdAt', 'updatedAt'],
    by: ['createdBy'],
    custom: [{}],
  };
  const byGroup: Record<string, Existing> = Object.fromEntries(
    ['contact', 'customer', 'lead', 'vendor', 'employee'].map((name) => [
      `${name}s`,
      { statusId: idsOf(`${name}Statuses`) },
    ]),
  );
  return { common, byGroup };
}
