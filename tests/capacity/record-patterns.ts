import type { Part } from './calculator.ts';
import type { Pattern } from './pattern.ts';
import { changing, making, rights, send } from './requests.ts';
import type { World } from './world.ts';

/** What determines the units of a record type's operations. */
interface Shape {
  type: 'customer' | 'lead' | 'deal' | 'vendor' | 'employee';
  plural: 'customers' | 'leads' | 'deals' | 'vendors' | 'employees';
  body: (world: World) => object;
  /** A field that isn't shown in lists. */
  unseen: object;
  /** The field's kind if lists show all fields, and the writes it causes besides a line. */
  unseenIs?: string;
  unseenMoves?: Part[];
  /** Number of lists with an entry of the record, and of unique values it reserves. */
  lists: number;
  unique: number;
  hasCode: boolean;
  /** Its references, which are read on creation. */
  points: Part[];
  /** Search terms and counters, each for the organization and for the owner. */
  searchTerms: number;
  counters: number;
  /** Analytics rollups that it changes. */
  rollups: number;
  /** Whether its first activity is read, unless it is new. */
  looks?: true;
  /** Lines in timelines of other records. */
  mirrored: number;
  /** Items written with the record. */
  along?: Part[];
  /** Items read to check the limit. */
  room?: Part[];
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
    unseen: { profession: 'Import' },
    rollups: 3,
    lists: 5,
    unique: 1,
    hasCode: true,
    points: ['strong member', 'strong 2 tag'],
    searchTerms: 12,
    counters: 8,
    mirrored: 0,
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
    unseen: { propertyInterest: 'Local' },
    unseenMoves: ['put lead projection state'],
    rollups: 6,
    looks: true,
    lists: 6,
    unique: 0,
    hasCode: false,
    points: ['strong member', 'strong 2 tag'],
    searchTerms: 14,
    counters: 8,
    mirrored: 0,
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
    unseen: { probability: 30 },
    unseenIs: 'probability',
    unseenMoves: ['transact deal projection state', 'transact 4 counter'],
    rollups: 9,
    lists: 6,
    unique: 0,
    hasCode: false,
    points: ['strong member', 'strong 2 tag', 'strong customer'],
    searchTerms: 6,
    counters: 12,
    mirrored: 1,
  },
  {
    type: 'vendor',
    plural: 'vendors',
    body: (world) => ({ ...reference(world), name: 'Harmattan Energy', email: 'sales@harmattan.example' }),
    unseen: { contactPerson: 'Rui' },
    rollups: 0,
    lists: 5,
    unique: 1,
    hasCode: true,
    points: ['strong member', 'strong 2 tag'],
    searchTerms: 10,
    counters: 8,
    mirrored: 0,
  },
  {
    type: 'employee',
    plural: 'employees',
    body: () => ({ firstName: 'Inés', lastName: 'Carrasco', email: 'ines@staff.example' }),
    unseen: { hireDate: '2026-01-01' },
    unseenIs: 'a field that search does not show',
    rollups: 0,
    lists: 3,
    unique: 0,
    hasCode: false,
    points: [],
    searchTerms: 4,
    counters: 4,
    mirrored: 0,
    along: ['transact 2 chart'],
    room: ['strong 2 chart'],
  },
];

/** The operations of every record type except the list, which is measured with many records. */
function patternsOf(shape: Shape): Pattern[] {
  const {
    type,
    plural,
    lists,
    unique,
    points,
    searchTerms: words,
    counters,
    rollups,
    along = [],
    room = [],
  } = shape;
  const path = `/${plural}`;
  const record = `transact ${type}`;
  const isOwned = shape.points.length > 0;
  /** All changes, and those of the owner's records. */
  const entryWrites = isOwned ? 'entry 2 recent entry' : 'entry recent entry';
  const written = (entries: number, changed = 'change'): Part[] => [
    record,
    `entry ${entries} ${type} entry`,
    `transact ${changed}`,
    entryWrites,
  ];
  const created = written(lists, `${type} (created)`);
  /** The change is checked before and after its line is written. */
  const followed: Part[] = [
    'strong projection state',
    ...(shape.mirrored ? ['strong 4 change'] : ['strong 2 change']),
  ];
  const again: Part[] = shape.looks ? ['strong entry'] : [];
  const counted: Part[] = [
    `put ${words} search term`,
    `transact ${type} projection state`,
    `transact ${counters + rollups} counter`,
    `put ${1 + shape.mirrored} entry`,
  ];
  const sequence: Part[] = shape.hasCode ? ['put counter'] : [];
  const made: Part[] = unique > 0 ? [`transact ${unique} unique value`] : [];
  return [
    {
      operation: `${plural}.create`,
      by: `record, ${unique > 0 ? 'unique value, ' : ''}change and custom fields by key; ${lists} lists`,
      class: 'key',
      reads: [rights, 'strong entry', ...points, ...room],
      writes: [...sequence, ...created, ...along, ...made],
      thenReads: followed,
      thenWrites: counted,
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
      what: shape.unseenIs ?? 'a field that lists do not show',
      by: `record and change by key; its entry in ${lists} lists`,
      class: 'key',
      reads: [rights, `strong ${type}`],
      writes: written(lists),
      thenReads: [...followed.slice(0, 1), 'strong 2 change', ...again],
      thenWrites: [...(shape.unseenMoves ?? ['put projection state']), 'put entry'],
      send: changing(type, 'PATCH', `${path}/{id}`, { body: shape.unseen }),
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
      writes: [...written(lists + 1), ...made, ...along],
      thenReads: followed,
      thenWrites: counted,
      send: changing(type, 'DELETE', `${path}/{id}`),
    },
    {
      operation: `${plural}.restore`,
      by: `record, ${unique > 0 ? 'unique value, ' : ''}change by key; out of the trash into ${lists} lists; later scheduled changes`,
      class: 'key',
      reads: [rights, `strong ${type}`, 'query entry', ...room],
      writes: [...written(lists + 1), ...made, ...along],
      thenReads: [...followed, ...again],
      thenWrites: counted,
      send: changing(type, 'POST', `${path}/{id}/restore`),
    },
    {
      operation: `${plural}.createMany`,
      what: 'two',
      by: `as ${plural}.create`,
      class: 'key',
      reads: [rights, 'strong entry', ...points, ...points, ...room],
      writes: [...sequence, ...created, ...created, ...along, ...made, ...made],
      thenVaries: true,
      send: (world) =>
        send('POST', `${path}/bulk`, { body: { items: [shape.body(world), shape.body(world)] } })(world),
    },
  ];
}

export const recordPatterns: Pattern[] = shapes.flatMap(patternsOf);
