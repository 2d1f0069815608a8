import { BatchWriteCommand, DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { CustomField } from '#contract/custom-field.ts';
import type { AnyRecord } from '#data/records/definition.ts';
import { appendToFeed, contactRecords, newSession, now, recordItem, settings, table } from './list-world.ts';
import type { Kind, Listed } from './list-recount.ts';
import type { Random } from './random.ts';

/** A custom field of every kind. One is named like a property of every JavaScript object. */
export const customFields: readonly CustomField[] = [
  { key: 'constructor', label: 'Constructor', kind: 'text' },
  { key: 'select', label: 'Select', kind: 'longText' },
  { key: 'size', label: 'Size', kind: 'number' },
  { key: 'budget', label: 'Budget', kind: 'money' },
  { key: 'due', label: 'Due', kind: 'date' },
  {
    ...{ key: 'tier', label: 'Tier', kind: 'choice' },
    options: ['gold', 'silver', 'bronze'].map((id) => ({ id, label: id })),
  },
  {
    ...{ key: 'wishes', label: 'Wishes', kind: 'choices' },
    options: Array.from({ length: 12 }, (_, at) => ({ id: `wish-${at}`, label: `Wish ${at}` })),
  },
  { key: 'signed', label: 'Signed', kind: 'yesNo' },
  { key: 'site', label: 'Site', kind: 'url' },
  { key: 'mail', label: 'Mail', kind: 'email' },
  { key: 'line', label: 'Line', kind: 'phone' },
  { key: 'partner', label: 'Partner', kind: 'relation', to: 'customer' },
];

/** The columns of contacts, of types with won deals, and of these custom fields. */
export const kinds: Record<string, Kind> = {
  ...Object.fromEntries(
    ['firstName', 'lastName', 'fullName', 'email', 'jobTitle', 'city', 'nationalId'].map((name) => [
      name,
      'text',
    ]),
  ),
  phones: 'phones',
  ...{ statusId: 'choice', country: 'choice', customerId: 'choice', ownerId: 'choice', tagIds: 'choices' },
  ...{ createdAt: 'timestamp', updatedAt: 'timestamp', createdBy: 'choice', updatedBy: 'choice' },
  ...{ activityCount: 'number', lastActivityAt: 'timestamp', nextTaskAt: 'timestamp' },
  ...{ wonDeals: 'number', wonValue: 'money' },
  ...{ 'custom.constructor': 'text', 'custom.select': 'text', 'custom.size': 'number' },
  ...{ 'custom.budget': 'money', 'custom.due': 'date', 'custom.tier': 'choice', 'custom.wishes': 'choices' },
  ...{ 'custom.signed': 'choice', 'custom.site': 'text', 'custom.mail': 'text', 'custom.line': 'text' },
  'custom.partner': 'choice',
};

const uuids = (part: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => `0190a000-0000-7000-8000-${part}${String(at).padStart(8, '0')}`);
export const people = uuids('aaaa', 6);
export const tags = uuids('bbbb', 12);
export const customers = uuids('cccc', 10);

export const texts = [
  ...['Bogotá', 'bogota', 'BOGOTÁ D.C.', 'Cali', 'Ñandú', 'Nandu', 'nz', 'Nuñez', 'Łódź', 'Straße 9', 'İpek'],
  ...[
    '王小明',
    '𠮷野',
    '﨎',
    '100%_',
    "O'Neill; DROP TABLE records--",
    'a\\b"c',
    '*?[a]',
    '!!!',
    '😀',
    'null',
  ],
  ...[
    'María José Gómez',
    'gomez maria',
    '12',
    '1 2',
    'ﬁn',
    'x'.repeat(190),
    'Ǆ~ñ',
    '__proto__',
    'constructor',
  ],
  'z'.repeat(197) + 'ñandú 1',
];
export const numbers = [0, 1, -1, 2.5, -2.5, 0.1, 0.2, 3, 10, 1e12, -1e12, 1e-7];
export const amounts = [0, 1, 99, 100, 150_000, Number.MAX_SAFE_INTEGER];
export const currencies = ['USD', 'COP', 'JPY'];
export const phones = ['+573001112233', '+34911222333', '+573105550007', '+12025550123'];
/** Times at which questions are asked. */
export const askedAt = [
  ...[now, '2026-09-06T04:10:00.000Z', '2026-04-05T03:10:00.000Z', '2026-11-01T04:45:00.000Z'],
  ...['2026-12-31T20:00:00.000Z', '2024-02-29T23:59:59.000Z'],
];
/**
 * Around the days on which clocks change in Santiago and Havana, around midnights of the time zones, and in other
 * centuries.
 */
export const instants = [
  ...['2026-09-06T03:59:59.999Z', '2026-09-06T04:00:00.000Z', '2026-09-06T04:30:00.000Z'],
  ...['2026-09-07T02:59:59.999Z', '2026-09-07T03:00:00.000Z', '2026-04-05T02:30:00.000Z'],
  ...['2026-04-05T03:30:00.000Z', '2026-04-05T04:00:00.000Z', '2026-04-05T03:59:59.999Z'],
  ...['2026-11-01T03:59:59.999Z', '2026-11-01T04:00:00.000Z', '2026-11-01T04:30:00.000Z'],
  ...['2026-11-01T05:00:00.000Z', '2026-11-01T05:30:00.000Z', '2026-11-02T05:00:00.000Z'],
  ...['2026-11-20T18:14:59.999Z', '2026-11-20T18:15:00.000Z', '2026-11-20T00:00:00.000Z'],
  ...['2026-11-19T23:59:59.999Z', '2026-11-20T03:00:00.000Z', '2026-11-01T00:00:00.000Z'],
  ...['2025-12-31T23:00:00.000Z', '2026-01-01T02:00:00.000Z', '2024-02-29T12:00:00.000Z'],
  ...['1900-01-01T04:42:45.000Z', '1919-12-31T18:18:44.000Z', '2199-12-31T23:59:59.999Z', now],
];
export const dates = [
  ...['2026-11-20', '2026-11-19', '2026-11-01', '2026-10-31', '2026-09-06', '2026-09-05', '2026-04-05'],
  ...['2026-04-04', '2026-01-01', '2025-12-31', '2024-02-29', '1900-01-01', '2199-12-31'],
];
export const cities = ['Bogotá', 'Cali', 'Medellín', 'Ñuñoa'];

const orgId = 'answers';

/** Contacts in the table, with their current state for a recount, and the settings and names that lists depend on. */
export function newPopulation(random: Random) {
  const all = new Map<string, Listed>();
  const organization = {
    settings: { ...settings },
    fields: [...customFields],
    tagNames: new Map(tags.map((id, at) => [id, texts[at] ?? id])),
    peopleNames: new Map(people.map((id, at) => [id, texts[texts.length - 1 - at] ?? id])),
    customerNames: new Map(customers.map((id, at) => [id, `${texts[at * 2] ?? id} ${at}`])),
  };
  const some = <T>(choices: readonly T[], most: number): T[] => [
    ...new Set(Array.from({ length: random.below(most + 1) }, () => random.oneOf(choices))),
  ];
  const maybe = <T>(value: T): T | undefined => (random.chance(0.3) ? undefined : value);
  /** A time or date within ten weeks of a time at which questions are asked. */
  const nearby = () => {
    const hours = random.below(24 * 140) - 24 * 70;
    return new Date(Date.parse(random.oneOf(askedAt)) + hours * 3_600_000).toISOString();
  };
  const instant = () => (random.chance(0.3) ? random.oneOf(instants) : nearby());
  const date = () => (random.chance(0.3) ? random.oneOf(dates) : nearby().slice(0, 10));
  const money = () => ({ amountMinor: random.oneOf(amounts), currency: random.oneOf(currencies) });

  const values: Record<string, () => unknown> = {
    firstName: () => random.oneOf(texts),
    lastName: () => maybe(random.oneOf(texts)),
    email: () =>
      maybe(`${random.oneOf(['ana', 'jose.gomez', 'x+crm'])}@${random.oneOf(['a-b.example', 'c.test'])}`),
    phones: () => maybe(some(phones, 3).map((number) => ({ label: 'work', number }))),
    statusId: () => random.oneOf(organization.settings.contactStatuses).id,
    jobTitle: () => maybe(random.oneOf(texts)),
    city: () => maybe(random.oneOf(cities)),
    country: () => maybe(random.oneOf(['CO', 'ES', 'CL', 'NP'])),
    nationalId: () => maybe(`52.${String(random.below(200))}-K`),
    customerId: () => maybe(random.oneOf(customers)),
    ownerId: () => maybe(random.oneOf(people)),
    tagIds: () => maybe(some(tags, 4)),
    updatedBy: () => random.oneOf(people),
    updatedAt: instant,
    deletedAt: () =>
      random.oneOf([undefined, undefined, undefined, '2026-11-02T00:00:00.000Z', '2026-11-19T01:00:00.000Z']),
  };
  const custom: Record<string, () => unknown> = {
    constructor: () => random.oneOf(texts),
    select: () => `${random.oneOf(texts)}\n${random.oneOf(texts)}`,
    size: () => random.oneOf(numbers),
    budget: money,
    due: date,
    tier: () => random.oneOf(['gold', 'silver', 'bronze']),
    wishes: () =>
      some(organization.fields.find(({ key }) => key === 'wishes')?.options ?? [], 10).map(({ id }) => id),
    signed: () => random.chance(0.5),
    site: () => 'https://example.com/a_b%20c',
    mail: () => 'ana.maria@example.com',
    line: () => random.oneOf(phones),
    partner: () => random.oneOf(customers),
  };
  const pickedFrom = (from: Record<string, () => unknown>, share: number) =>
    Object.fromEntries(
      Object.entries(from).flatMap(([name, value]) => (random.chance(share) ? [[name, value()]] : [])),
    );

  function changed(id: string, share: number): Listed {
    const { record, ...tally } = all.get(id) ?? { record: undefined };
    const patch = pickedFrom(values, share);
    const { firstName = 'Ana', lastName } = { ...record, ...patch } as {
      firstName?: string;
      lastName?: string;
    };
    const kept = random.chance(0.2) ? undefined : { ...record?.custom, ...pickedFrom(custom, share / 2) };
    const next = {
      ...{ id, createdAt: instant(), createdBy: random.oneOf(people), updatedBy: people[0] },
      ...{ firstName, statusId: 'prospect', updatedAt: now },
      ...record,
      ...patch,
      fullName: [firstName, lastName].filter(Boolean).join(' '),
      version: (record?.version ?? 0) + 1,
      ...(kept && Object.keys(kept).length > 0 ? { custom: kept } : { custom: undefined }),
    } as unknown as AnyRecord;
    return { ...tally, record: next };
  }

  const newTask = () => ({ nextTaskAt: maybe(instant()) });
  const newSums = (): Pick<Listed, 'wonDeals' | 'wonValue'> =>
    random.chance(0.4)
      ? { wonDeals: undefined, wonValue: undefined }
      : { wonDeals: 1 + random.below(3), wonValue: money() };

  const itemOf = ({ record, ...tally }: Listed) => ({
    ...recordItem(contactRecords, orgId, record, settings),
    ...tally,
  });
  const append = (ids: readonly string[], type = 'contact') =>
    appendToFeed(
      newSession(),
      ids.map((id) => ({ orgId, type, id })),
    );
  async function put(listed: Listed): Promise<void> {
    all.set(listed.record.id, listed);
    await table.client.send(new PutCommand({ TableName: table.name, Item: itemOf(listed) }));
  }

  return {
    orgId,
    all,
    organization,
    append,
    /** Fills the list before the first question, without a feed. */
    async fill(count: number): Promise<void> {
      const ids = uuids('dddd', count);
      for (let start = 0; start < count; start += 25) {
        const listed = ids
          .slice(start, start + 25)
          .map((id) => ({ ...changed(id, 0.8), ...newTask(), ...newSums() }));
        for (const one of listed) all.set(one.record.id, one);
        const puts = listed.map((one) => ({ PutRequest: { Item: itemOf(one) } }));
        await table.client.send(new BatchWriteCommand({ RequestItems: { [table.name]: puts } }));
      }
    },
    edit: (id: string) => put(changed(id, 0.3)),
    /** Writes the record unchanged, as a reprojection does. */
    async reindex(id: string): Promise<void> {
      const listed = all.get(id);
      if (listed) await put(listed);
    },
    async setDeleted(id: string, deletedAt: string | undefined): Promise<void> {
      const listed = all.get(id);
      if (!listed) return;
      const { record } = listed;
      await put({ ...listed, record: { ...record, deletedAt, version: record.version + 1 } });
    },
    /** Changes the values beside a record, which have no version. */
    async countActivity(id: string): Promise<void> {
      const listed = all.get(id);
      const activityCount = random.below(4);
      const lastActivityAt = activityCount > 0 ? instant() : undefined;
      if (listed) await put({ ...listed, activityCount, lastActivityAt });
    },
    async moveNextTask(id: string): Promise<void> {
      const listed = all.get(id);
      if (listed) await put({ ...listed, ...newTask() });
    },
    async sumWonDeals(id: string): Promise<void> {
      const listed = all.get(id);
      if (listed) await put({ ...listed, ...newSums() });
    },
    async remove(id: string): Promise<void> {
      const listed = all.get(id);
      if (!listed) return;
      all.delete(id);
      const { pk, sk } = itemOf(listed);
      await table.client.send(new DeleteCommand({ TableName: table.name, Key: { pk, sk } }));
    },
  };
}
export type Population = ReturnType<typeof newPopulation>;
