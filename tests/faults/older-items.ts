import type { Item } from './recount.ts';

/**
 * A contact as an older release stored it. This file builds its items without current code. They have a title instead
 * of a job title, one phone as text, the whole record in `data`, rows without the projection's prefix, other sort keys,
 * search terms instead of lookup terms, and fewer counters.
 */
export interface OlderContact {
  id: string;
  version: number;
  createdAt: string;
  createdBy: string;
  updatedAt: string;
  updatedBy: string;
  deletedAt?: string;
  name: string;
  title?: string;
  email?: string;
  mobile?: string;
  statusId: string;
  ownerId?: string;
  tagIds?: string[];
}

const names = ['Ana Gómez', 'Zoë Núñez', 'Lukas Zajac', "Mary O'Brien", 'José María Ruiz', 'Odd Åse'];

export function olderContacts(count: number): OlderContact[] {
  return Array.from({ length: count }, (_, index): OlderContact => {
    const hour = String(index % 24).padStart(2, '0');
    const at = `2026-10-${String(1 + (index % 28)).padStart(2, '0')}T${hour}:30:00.000Z`;
    return {
      id: `0190a000-0000-7000-8000-${String(index).padStart(12, '0')}`,
      version: 1,
      createdAt: at,
      createdBy: '0190a000-0000-7000-8000-0000000000e1',
      updatedAt: at,
      updatedBy: '0190a000-0000-7000-8000-0000000000e1',
      name: `${names[index % names.length]} ${index}`,
      ...(index % 3 === 0 ? { title: `Cartographer ${index}` } : {}),
      ...(index % 2 === 0 ? { email: `person${index}@example.com` } : {}),
      ...(index % 4 === 0 ? { mobile: `+5730071${String(10_000 + index)}` } : {}),
      statusId: index % 5 === 0 ? 'customer' : 'prospect',
      ...(index % 7 === 0 ? { ownerId: '0190a000-0000-7000-8000-0000000000e1' } : {}),
      ...(index % 6 === 0 ? { tagIds: ['0190a000-0000-7000-8000-0000000000f1'] } : {}),
      ...(index % 50 === 49 ? { deletedAt: '2026-11-19T08:00:00.000Z' } : {}),
    };
  });
}

export function olderItems(org: string, contacts: readonly OlderContact[]): Item[] {
  const counters = new Map<string, Record<string, number>>();
  return [...contacts.flatMap((contact) => itemsOf(org, contact, counters)), ...counterItems(org, counters)];
}

function itemsOf(org: string, contact: OlderContact, counters: Map<string, Record<string, number>>): Item[] {
  const { id, email } = contact;
  const pk = `ORG#${org}#contact#${id}`;
  const words = contact.deletedAt ? [] : olderSearchTerms(contact);
  const counts = contact.deletedAt ? {} : olderCounts(contact);
  for (const [group, attributes] of Object.entries(counts)) {
    const counter = counters.get(group) ?? {};
    for (const attribute of attributes) counter[attribute] = (counter[attribute] ?? 0) + 1;
    counters.set(group, counter);
  }
  const state = { revision: 1, version: 1, counts, words, owner: contact.ownerId, label: '' };
  return [
    recordItem(org, contact),
    {
      pk,
      sk: 'C#000000001',
      kind: 'change',
      schema: 1,
      version: 1,
      type: 'contact',
      id,
      row: '{}',
      data: '[]',
    },
    { pk, sk: 'LEDGER', kind: 'ledger', revision: 1, data: JSON.stringify(state) },
    ...(email
      ? [{ pk: `ORG#${org}#U#contact.email#${email}`, sk: 'U', kind: 'unique', type: 'contact', id }]
      : []),
    ...words.flatMap((word) => searchTermItems(org, contact, word)),
  ];
}

function recordItem(org: string, contact: OlderContact): Item {
  const { id, name, statusId, ownerId = 'none', createdAt, deletedAt, tagIds = ['none'] } = contact;
  const list = (part: string) => `ORG#${org}#contact#${part}`;
  const byName = `${name.toLowerCase()}#${id}`;
  const byTime = `${createdAt}#${id}`;
  return {
    pk: `ORG#${org}#contact#${id}`,
    sk: '~',
    kind: 'record',
    org,
    type: 'contact',
    id,
    version: 1,
    schema: 1,
    data: JSON.stringify(contact),
    row: JSON.stringify({ id, version: 1, name, createdAt, updatedAt: createdAt, statusId, deletedAt }),
    facets: `|statusId=${statusId}|ownerId=${ownerId}|${tagIds.map((tag) => `tagIds=${tag}`).join('|')}|`,
    ...(deletedAt
      ? {
          g1pk: list('trash'),
          g1sk: `${deletedAt}#${id}`,
          expiresAt: Date.parse(deletedAt) / 1000 + 30 * 86_400,
        }
      : {
          ...{ g1pk: list('all'), g1sk: byName, g2pk: list('all'), g2sk: byTime },
          ...{
            g3pk: list(`statusId=${statusId}`),
            g3sk: byName,
            g4pk: list(`statusId=${statusId}`),
            g4sk: byTime,
          },
          ...{
            g5pk: list(`ownerId=${ownerId}`),
            g5sk: byName,
            g6pk: list(`ownerId=${ownerId}`),
            g6sk: byTime,
          },
        }),
  };
}

/** Terms for the whole name and e-mail, and one that is no longer used. */
function olderSearchTerms({ name, email, id }: OlderContact): string[] {
  const plain = (text: string) =>
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ');
  return [plain(name), `legacy ${id.slice(-4)}`, ...(email ? [plain(email)] : [])];
}

function searchTermItems(org: string, { id, name, ownerId }: OlderContact, word: string): Item[] {
  const item = {
    sk: `${word}#contact#${id}`,
    kind: 'word',
    type: 'contact',
    id,
    title: name,
    text: ` ${word}`,
  };
  const under = (owner: string) => `ORG#${org}#W#${owner}#${[...word].slice(0, 2).join('')}`;
  return [{ pk: under(''), ...item }, ...(ownerId ? [{ pk: under(ownerId), ...item }] : [])];
}

function olderCounts({
  statusId,
  ownerId = 'none',
  createdAt,
  tagIds = [],
}: OlderContact): Record<string, string[]> {
  const [month, day] = [createdAt.slice(0, 7), createdAt.slice(8, 10)];
  return {
    all: ['n', `v_${statusId}`],
    [`all#month#${month}`]: [`d${day}`],
    [`owner#${ownerId}`]: ['n', `v_${statusId}`],
    [`owner#${ownerId}#month#${month}`]: [`d${day}`],
    ...Object.fromEntries(tagIds.map((tag) => [`each#tagIds#${tag}`, ['n']])),
  };
}

const counterItems = (org: string, counters: Map<string, Record<string, number>>): Item[] =>
  [...counters].map(([sk, counter]) => ({ pk: `ORG#${org}#COUNT#contact`, sk, ...counter }));
