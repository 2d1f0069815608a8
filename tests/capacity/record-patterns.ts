import { recordTypes } from '#contract/record-types.ts';
import type { Part } from './calculator.ts';
import type { Pattern } from './pattern.ts';
import { bodyOf } from '../caller.ts';
import { refuseSharedEmails } from '../unique-emails.ts';
import { changing, movedBack, movedToTrash, making, rights, send } from './requests.ts';
import type { World } from './world.ts';

/** The properties of a record type that determine the units of its operations. */
interface Shape {
  type:
    | 'customer'
    | 'lead'
    | 'deal'
    | 'vendor'
    | 'employee'
    | 'issue'
    | 'quote'
    | 'order'
    | 'invoice'
    | 'payment';
  plural: `${Shape['type']}s`;
  body: (world: World) => object;
  /** The field that the measured update changes. Lists don't show it, unless `unlistedKind` is set. */
  unlisted: object;
  /** How the document names the changed field; by default, a field that lists don't show. */
  unlistedKind?: string;
  /** What the projector writes after the update; by default, a projection state. */
  unlistedWrites?: Part[];
  /** Numbers of the lists that contain the record and of the unique values that it reserves. */
  lists: number;
  unique: number;
  hasCode: boolean;
  /** Reads that check the owner and the tags of a new record. */
  referenceReads: Part[];
  /** Reads of the records to which it refers, when it is created or restored. */
  relationReads?: Part[];
  lookups: number;
  /** Number of counters, for the organization and the owner together. */
  counters: number;
  /** Number of rollups that change when a record is created, deleted or restored. */
  rollups: number;
  /** Whether the projector reads the record's first activity after an update or a restoration. */
  readsActivity?: true;
  /** Number of lines in timelines of other records, and of what can wait for its owner. */
  mirroredLines: number;
  /** Further writes when a record is created, deleted or restored. */
  furtherWrites?: Part[];
  /** Reads that check the maximum number of records of the type. */
  limitReads?: Part[];
}

const reference = ({ owner, tagIds }: World) => ({ ownerId: owner.userId, tagIds });
const phones = [{ label: 'work', number: '+573105559988' }];

const shapes: Shape[] = [
  {
    type: 'customer',
    plural: 'customers',
    body: (world) => ({
      ...reference(world),
      name: 'Comercial Andina',
      email: 'hola@andina.example',
      phones,
    }),
    unlisted: { profession: 'Import' },
    rollups: 3,
    lists: 2,
    unique: 1,
    hasCode: true,
    referenceReads: ['strong member', 'strong 2 tag'],
    lookups: 2,
    counters: 4,
    mirroredLines: 0,
  },
  {
    type: 'lead',
    plural: 'leads',
    body: (world) => ({
      ...reference(world),
      firstName: 'Lucía',
      lastName: 'Ospina',
      company: 'Cafés Andinos',
      email: 'lucia@cafes.example',
      phones,
      estimatedValue: { amountMinor: 1_200_000, currency: 'USD' },
    }),
    unlisted: { propertyInterest: 'Local' },
    unlistedWrites: ['put lead projection state'],
    rollups: 6,
    readsActivity: true,
    lists: 1,
    unique: 0,
    hasCode: false,
    referenceReads: ['strong member', 'strong 2 tag'],
    lookups: 2,
    counters: 4,
    mirroredLines: 1,
  },
  {
    type: 'deal',
    plural: 'deals',
    body: (world) => ({
      ...reference(world),
      title: 'Annual coffee supply',
      value: { amountMinor: 1_200_000, currency: 'USD' },
      customerId: world.made.customer!.id,
      expectedCloseDate: '2027-03-01',
    }),
    unlisted: { probability: 30 },
    unlistedKind: 'probability',
    unlistedWrites: ['transact listed deal projection state', 'transact 4 counter'],
    rollups: 9,
    lists: 2,
    unique: 0,
    hasCode: false,
    referenceReads: ['strong member', 'strong 2 tag'],
    relationReads: ['strong customer'],
    lookups: 0,
    counters: 6,
    mirroredLines: 2,
  },
  {
    type: 'vendor',
    plural: 'vendors',
    body: (world) => ({ ...reference(world), name: 'Harmattan Energy', email: 'sales@harmattan.example' }),
    unlisted: { contactPerson: 'Rui' },
    rollups: 0,
    lists: 2,
    unique: 1,
    hasCode: true,
    referenceReads: ['strong member', 'strong 2 tag'],
    lookups: 1,
    counters: 2,
    mirroredLines: 0,
  },
  {
    type: 'employee',
    plural: 'employees',
    body: () => ({ firstName: 'Inés', lastName: 'Carrasco', email: 'ines@staff.example' }),
    unlisted: { hireDate: '2026-01-01' },
    unlistedKind: 'a field that search does not show',
    rollups: 0,
    lists: 2,
    unique: 0,
    hasCode: false,
    referenceReads: [],
    lookups: 1,
    counters: 2,
    mirroredLines: 0,
    furtherWrites: ['transact 2 chart'],
    limitReads: ['strong 2 chart'],
  },
];

/** Documents, payments and issues, which are in one list, and have a code and an owner. */
const documents: Shape[] = [
  { type: 'quote', more: { title: 'Annual coffee supply' }, lookups: 0, rollups: 0 },
  { type: 'order', more: { reference: 'PO 4711' }, lookups: 0, rollups: 0 },
  { type: 'invoice', more: {}, lookups: 0, rollups: 0 },
  { type: 'issue', more: { subject: 'Broken link' }, lookups: 0, rollups: 4 },
  { type: 'payment', more: { amount: { amountMinor: 5_000, currency: 'USD' } }, lookups: 0, rollups: 4 },
].map(({ type, more, ...rest }): Shape => ({
  ...rest,
  type: type as Shape['type'],
  plural: `${type}s` as Shape['plural'],
  body: (world) => ({
    ...reference(world),
    customerId: world.made.customer!.id,
    ...(type === 'payment' || type === 'issue'
      ? {}
      : { lines: [{ description: 'Coffee', quantity: 2, unitPriceMinor: 5_000 }] }),
    ...more,
  }),
  unlisted: { [type === 'issue' ? 'description' : 'notes']: 'By the end of the month' },
  lists: 1,
  unique: 1,
  hasCode: true,
  referenceReads: ['strong member', 'strong 2 tag'],
  relationReads: ['strong customer'],
  counters: 2,
  // An issue has a due time.
  mirroredLines: type === 'issue' ? 2 : 1,
}));

const withOtherEmail =
  (body: Shape['body']): Shape['body'] =>
  (world) => ({ ...body(world), email: 'other@harmattan.example' });

/** The first activity that was logged, and the first planned one that is done. */
const firstActivity: Part[] = ['strong entry', 'query 0 entry'];

/** Patterns of the operations that record types share, except for lists, which are in list-patterns.ts. */
function patternsOf(shape: Shape): Pattern[] {
  const {
    type,
    plural,
    lists,
    unique,
    referenceReads,
    relationReads = [],
    lookups,
    counters,
    rollups,
    furtherWrites = [],
    limitReads = [],
  } = shape;
  const path = `/${plural}`;
  const record = `transact ${type}`;
  /** The feed of changed records. */
  const feed = 'put entry';
  const isOwned = shape.referenceReads.length > 0;
  /** Index entries in the list of all changes and, for types with an owner, in that of the owner's changes. */
  const entryWrites = isOwned ? 'entry 2 recent entry' : 'entry recent entry';
  const written = (entries: number, changed = 'change'): Part[] => [
    record,
    `entry ${entries} ${type} entry`,
    `transact ${changed}`,
    entryWrites,
    feed,
  ];
  const created = written(lists, `${type} (created)`);
  /** The projector reads the record before and after it writes its lines in other timelines. */
  const followed: Part[] = ['strong projection state', ...(shape.mirroredLines ? [`strong 2 ${type}`] : [])];
  const again: Part[] = shape.readsActivity ? firstActivity : [];
  const counted: Part[] = [
    ...(lookups > 0 ? [`put ${lookups} lookup term`] : []),
    `transact ${type === 'deal' ? 'listed deal' : type} projection state`,
    `transact ${counters + rollups} counter`,
    ...(shape.mirroredLines ? [`put ${shape.mirroredLines} entry`] : []),
  ];
  const duplicateReads: Part[] = recordTypes[type].duplicatesBy ? ['eventualQuery lookup term'] : [];
  const sequence: Part[] = shape.hasCode ? ['put counter'] : [];
  const made: Part[] = unique > 0 ? [`transact ${unique} unique value`] : [];
  return [
    {
      operation: `${plural}.create`,
      by: `record, ${unique > 0 ? 'unique value, ' : ''}change and custom fields by key; ${lists} lists${duplicateReads.length > 0 ? '; others by the lookup term of the e-mail address' : ''}`,
      class: 'key',
      reads: [rights, 'strong entry', ...referenceReads, ...relationReads, ...limitReads, ...duplicateReads],
      writes: [...sequence, ...created, ...furtherWrites, ...made],
      // Of a new lead, only a planned activity can be done already.
      thenReads: [...followed, ...again.slice(1)],
      // The projection state of the measured deal grows with later patterns.
      thenWrites: counted.map((part) => part.replace('listed deal projection state', 'entry')),
      send: (world) => making(type, path, shape.body(world))(world),
    },
    {
      operation: `${plural}.get`,
      by: 'by key, in one batch with the rights',
      class: 'key',
      reads: [rights, `strong ${type}`],
      send: (world) => send('GET', `${path}/${world.made[type]!.id}`)(world),
    },
    {
      operation: `${plural}.update`,
      what: shape.unlistedKind ?? 'a field that lists do not show',
      by: `record and change by key; its entry in ${lists} lists`,
      class: 'key',
      reads: [rights, `strong ${type}`],
      writes: written(lists),
      thenReads: [...followed.slice(0, 1), ...again],
      thenWrites: shape.unlistedWrites ?? ['put projection state'],
      send: changing(type, 'PATCH', `${path}/{id}`, { body: shape.unlisted }),
    },
    {
      operation: `${plural}.history`,
      by: 'pk = record, sk begins with C#',
      class: 'indexed',
      reads: [rights, `strong ${type}`, 'query 2 change'],
      send: (world) => send('GET', `${path}/${world.made[type]!.id}/history`)(world),
    },
    {
      operation: `${plural}.delete`,
      by: `record, ${unique > 0 ? 'unique value, ' : ''}change by key; out of ${lists} lists into the trash`,
      class: 'key',
      reads: [rights, `strong ${type}`],
      writes: [...written(lists + 1), ...made, ...furtherWrites],
      thenReads: [...followed, ...movedToTrash],
      thenWrites: counted,
      send: changing(type, 'DELETE', `${path}/{id}`),
    },
    {
      operation: `${plural}.restore`,
      by: `record, ${unique > 0 ? 'unique value, ' : ''}change by key; out of the trash into ${lists} lists; later scheduled changes`,
      class: 'key',
      reads: [rights, `strong ${type}`, 'query entry', ...relationReads, ...limitReads],
      writes: [...written(lists + 1), ...made, ...furtherWrites],
      thenReads: [...followed, ...again, ...movedBack],
      thenWrites: counted,
      send: changing(type, 'POST', `${path}/{id}/restore`),
    },
    {
      operation: `${plural}.createMany`,
      what: 'two',
      by: `as ${plural}.create`,
      class: 'key',
      // Both refer to the same member, tags and customer.
      reads: [rights, 'strong entry', ...referenceReads, ...relationReads, ...limitReads],
      writes: [...sequence, ...created, ...created.slice(0, -1), ...furtherWrites, ...made, ...made],
      thenVaries: true,
      send: (world) =>
        send('POST', `${path}/bulk`, { body: { items: [shape.body(world), shape.body(world)] } })(world),
    },
  ];
}

export const recordPatterns: Pattern[] = [...shapes, ...documents].flatMap(patternsOf);

/** A creation whose e-mail address is reserved, in an organization that refuses those of other vendors. */
export const refusingPatterns: Pattern[] = shapes
  .filter(({ type }) => type === 'vendor')
  .map((shape) => ({ ...shape, unique: 2, body: withOtherEmail(shape.body) }))
  .flatMap(patternsOf)
  .filter(({ operation }) => operation === 'vendors.create')
  .map((pattern) => ({
    ...pattern,
    what: 'if shared addresses are refused',
    // Nothing that can refuse the vendor may come after its code.
    reads: [...pattern.reads, 'strong unique value'],
    prepare: async ({ organization, measured }) => {
      const { path, owner } = organization;
      const { items } = await bodyOf(200, owner.call('GET', `${path}/vendors`));
      // The vendors of earlier patterns share an address.
      for (const { id, version } of items.slice(1))
        await bodyOf(
          200,
          owner.call('PATCH', `${path}/vendors/${id}`, { body: { email: null }, ifMatch: version }),
        );
      await refuseSharedEmails(owner.call, path, 'vendor');
      await measured.host.settled(organization);
    },
  }));
