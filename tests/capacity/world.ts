import { marshall } from '@aws-sdk/util-dynamodb';
import {
  activityKey,
  changeKey,
  entryChangeKey,
  lookupPartition,
  projectionStateKey,
  organizationKey,
  recordKey,
  type Key,
} from '#data/store/keys.ts';
import { waitingPartition } from '#data/store/waiting-keys.ts';
import { exportKey, importKey, jobKey } from '#data/store/run-keys.ts';
import { createDynamoCall } from 'local-aws/engines/dynamodb/wire.ts';
import { bodyOf, type Call } from '../caller.ts';
import { callLine } from '../timeline-line.ts';
import {
  addMember,
  newApiKey,
  newOrganization,
  newPerson,
  type Person,
  type TestClient,
  type TestOrganization,
} from '../organization.ts';
import { itemBytes, type WireItem } from './calculator.ts';
import type { MeasuredHost } from './measured-host.ts';
import { referenceContact } from './reference.ts';

/** Number of the owner's contacts at the start: more than a search returns, and more than two pages of a list. */
export const contactsMade = 66;
const rowsInBulk = 33;

/** The organization, people and records that requests use. */
export interface World {
  measured: MeasuredHost;
  organization: TestOrganization;
  owner: Person;
  /** A member who sees only their own records, at first a single contact. */
  employee: Person;
  keyCall: Call;
  tagIds: string[];
  /** The contact that patterns read and change. */
  contact: { id: string; version: number };
  /** A manager with the team that the pattern requires. */
  manager?: Person;
  /** User ids of the manager's team, including the manager's own. */
  team?: string[];
  /** URL path of the owner's calendar feed. */
  feed?: string;
  /** A user without an organization. */
  stranger?: Person;
  /** A user with a second factor and these recovery codes. */
  secured?: Person & { codes: string[] };
  guest?: Person & { invitation: string };
  client?: TestClient;
  /** Bytes that a single read of a report covers, by the name of the read. */
  spans?: Record<string, number>;
  /** Ids and versions of what one pattern created for another, by name. */
  made: Record<string, { id: string; version: number }>;
}

export async function makeWorld(measured: MeasuredHost): Promise<World> {
  const { host } = measured;
  const owner = await newPerson(host);
  const organization = await newOrganization(owner);
  const employee = await addMember(host, organization, 'employee');
  const key = await newApiKey(host, organization, owner);
  const tagIds: string[] = [];
  for (const name of ['Newsletter', 'Wholesale']) {
    const tag = await bodyOf(201, owner.call('POST', `${organization.path}/tags`, { body: { name } }));
    tagIds.push(tag.id);
  }
  const contacts = `${organization.path}/contacts`;
  for (let start = 0; start < contactsMade; start += rowsInBulk) {
    const items = Array.from({ length: rowsInBulk }, (_, at) =>
      referenceContact(start + at, owner.userId, tagIds),
    );
    await bodyOf(201, owner.call('POST', `${contacts}/bulk`, { body: { items } }));
  }
  const body = referenceContact(900, employee.userId, tagIds);
  await bodyOf(201, owner.call('POST', contacts, { body }));
  const world = {
    measured,
    organization,
    owner,
    employee,
    keyCall: key.call,
    tagIds,
    contact: { id: '', version: 0 },
    made: {},
  };
  // This request records the last use of the key, which happens once a minute, and caches the settings, so that neither
  // is measured.
  await bodyOf(200, key.call('GET', contacts));
  await host.settled();
  return world;
}

/** Items that are always smaller than 1 KB, so that their exact size doesn't matter. */
const small = Object.fromEntries(
  'access,account deletion,API key,attachment,change,chart,counter,decision,e-mail,entry,form,invitation,member,note,organization,recovery codes,room,slug,tag,unique value,user,view'
    .split(',')
    .map((name) => [name, 500]),
);
/** Approximate bytes of a form's first change, which contains the values of the whole form. */
const formCreated = 1_500;

/** Sizes in bytes of the items that patterns read and write, by name. */
export async function itemSizes(world: World): Promise<Record<string, number>> {
  const { info } = world.measured.host;
  const call = createDynamoCall(info.dynamodbUrl, info.region);
  const { organization, contact } = world;
  const record = recordKey(organization.id, 'contact', contact.id);
  const get = async (key: Key): Promise<WireItem> => {
    const Key = { pk: { S: key.pk }, sk: { S: key.sk } };
    const { Item } = await call('GetItem', { TableName: info.table, Key });
    if (!Item) throw new Error(`no item ${key.pk} ${key.sk}`);
    return Item as WireItem;
  };
  const item = await get(record);
  const ofTypes = await Promise.all(
    [
      ...['customer', 'lead', 'deal', 'vendor', 'issue', 'employee'],
      ...['quote', 'order', 'invoice', 'payment'],
    ].map(async (type) => {
      const key = recordKey(organization.id, type, world.made[type]!.id);
      const other = await get(key);
      return [
        [type, itemBytes(other)],
        [`${type} entry`, itemBytes(entryOf(other, 'g1'))],
        [
          `${type} projection state`,
          itemBytes(await get(projectionStateKey(organization.id, type, world.made[type]!.id))),
        ],
        [`${type} (created)`, itemBytes(await get(changeKey(key, 1)))],
      ] as const;
    }),
  );
  const lists = ['g1', 'g3', 'g5'].map((index) => itemBytes(entryOf(item, index)));
  const created = await get(changeKey(record, 1));
  const [oneField, twoTexts] = [
    itemBytes(await get(changeKey(record, 2))),
    itemBytes(await get(changeKey(record, 4))),
  ];
  const listed = await Promise.all(
    [
      ['lead', 'listed lead'],
      ['deal', 'listed deal'],
      ['lead', 'team lead'],
      ['invoice', 'issued invoice'],
    ].map(async ([type, name]) => {
      const { id } = (world.made[`${name}s`] ?? world.made[name!])!;
      const key = recordKey(organization.id, type!, id);
      const state = await get(projectionStateKey(organization.id, type!, id)).catch(() => ({}));
      const made = await get(key);
      return [
        [name, itemBytes(made)],
        [`${name} entry`, itemBytes(entryOf(made, 'g1'))],
        [`${name} projection state`, itemBytes(state)],
      ] as const;
    }),
  );
  const activities = `${organization.path}/activities/contact/${world.contact.id}`;
  const [newest] = (await bodyOf(200, world.owner.call('GET', activities))).items;
  const activity = await get(activityKey(record, newest.date, newest.id));
  const changeOf = async (name: string, version: number, type = name) =>
    itemBytes(await get(changeKey(recordKey(organization.id, type, world.made[name]!.id), version)));
  /** Changes of an activity about a record have keys that name the activity, as those of its entries have. */
  const changeOfTask = async (version: number) => {
    const { id } = world.made.task!;
    return itemBytes(await get(entryChangeKey(recordKey(organization.id, 'activity', id), id, version)));
  };
  return {
    ...small,
    'form (created)': formCreated,
    ...Object.fromEntries(ofTypes.flat()),
    ...Object.fromEntries(listed.flat()),
    'change (issued)': await changeOf('issued invoice', 2, 'invoice'),
    'lead (converted)': await changeOf('lead', 7),
    'deal (moved)': await changeOf('deal', 5),
    'change (pipelines)': itemBytes(
      await get(changeKey(recordKey(organization.id, 'organization', organization.id), 3)),
    ),
    'change (list)': itemBytes(
      await get(changeKey(recordKey(organization.id, 'organization', organization.id), 6)),
    ),
    'change (activity)': itemBytes(await get(entryChangeKey(record, world.made.activity!.id, 1))),
    'change (edited activity)': itemBytes(await get(entryChangeKey(record, world.made.activity!.id, 2))),
    activity: itemBytes(activity),
    'activity entry': itemBytes(entryOf(activity, 'g2')),
    task: itemBytes(await get(recordKey(organization.id, 'activity', world.made.task!.id))),
    'planned task entry': itemBytes(
      entryOf(await get(recordKey(organization.id, 'activity', world.made['planned task']!.id)), 'g1'),
    ),
    'change (task)': await changeOfTask(1),
    'change (done task)': await changeOfTask(2),
    job: itemBytes(await get(jobKey(organization.id, world.made.job!.id))),
    'new import': itemBytes(await get(importKey(organization.id, world.made.newImport!.id))),
    import: itemBytes(await get(importKey(organization.id, world.made.checked!.id))),
    export: itemBytes(await get(exportKey(organization.id, world.made.export!.id))),
    'timeline line': itemBytes(
      marshall(callLine(record, new Date().toISOString(), world.owner.userId)) as unknown as WireItem,
    ),
    organization: itemBytes(await get(organizationKey(organization.id))),
    // A new organization has no second pipeline or custom status lists, which the patterns add to `organization`.
    'new organization': itemBytes(
      await get(organizationKey((await newOrganization(world.owner, { name: 'Their own' })).id)),
    ),
    'change (organization)': itemBytes(
      await get(changeKey(recordKey(organization.id, 'organization', organization.id), 1)),
    ),
    contact: itemBytes(item),
    'list entry': lists[0]!,
    'widest list entry': Math.max(...lists),
    'projection state': itemBytes(await get(projectionStateKey(organization.id, 'contact', contact.id))),
    'change (created)': itemBytes(created),
    'change (one field)': oneField,
    'change (two texts)': twoTexts,
    'history of four changes': itemBytes(created) + 2 * oneField + twoTexts,
    'recent entry': itemBytes(entryOf(created, 'g1')),
    'lookup term': await longestLookupTerm(world),
    ...(await waitingLines(world)),
  };
}

/** The longest lines of what can wait for the employee, by type. */
async function waitingLines({ measured, organization, employee }: World): Promise<Record<string, number>> {
  const { info } = measured.host;
  const call = createDynamoCall(info.dynamodbUrl, info.region);
  const { Items } = await call('Query', {
    TableName: info.table,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: waitingPartition(organization.id, employee.userId) } },
  });
  const ofTypes = Map.groupBy(Items as WireItem[], ({ sk }) => String(sk?.S).split('#')[0]);
  return Object.fromEntries(
    [...ofTypes].map(([type, lines]) => [`waiting ${type}`, Math.max(...lines.map(itemBytes))]),
  );
}

/** The attributes of an item that an index contains. */
function entryOf(item: WireItem, index: string): WireItem {
  const names = ['pk', 'sk', `${index}pk`, `${index}sk`, 'type', 'version', 'row', 'facets'];
  return Object.fromEntries(names.flatMap((name) => (item[name] ? [[name, item[name]]] : [])));
}

async function longestLookupTerm({ measured, organization }: World): Promise<number> {
  const { info } = measured.host;
  const call = createDynamoCall(info.dynamodbUrl, info.region);
  const { Items } = await call('Query', {
    TableName: info.table,
    KeyConditionExpression: 'pk = :pk',
    // The e-mail addresses of the contacts begin like this.
    ExpressionAttributeValues: { ':pk': { S: lookupPartition(organization.id, 'maria') } },
  });
  return Math.max(...(Items as WireItem[]).map(itemBytes));
}
