import type { Organization } from '#contract/organization.ts';
import type { AnyRecord, RecordDefinition } from '#data/records/definition.ts';
import { contactRecords } from '#data/records/contact.ts';
import { recordFrom } from '#data/records/stored.ts';

/** An item of the table, whatever its kind. */
export type Item = Record<string, any> & { pk: string; sk: string };

/** Counts by counter and attribute, words by key: what the projection has to have come to. */
export interface Projection {
  counts: Map<string, number>;
  words: Map<string, string>;
}

/**
 * Search words and counters counted anew from the records, by plain code that shares nothing with the projection but
 * which words a record has. Says where the table differs; empty when it does not.
 */
export function recountDifferences(
  items: readonly Item[],
  definition: RecordDefinition = contactRecords,
): string[] {
  const expected = recounted(items, definition);
  const stored = storedProjection(items, definition);
  return [
    ...unequal('count', expected.counts, stored.counts),
    ...unequal('word', expected.words, stored.words),
  ];
}

function recounted(items: readonly Item[], definition: RecordDefinition): Projection {
  const projection: Projection = { counts: new Map(), words: new Map() };
  const zones = new Map<string, string>();
  for (const item of items) {
    if (item.kind === 'organization') {
      const { id, timeZone } = JSON.parse(item.data) as Organization;
      zones.set(id, timeZone);
    }
  }
  for (const item of items) {
    if (item.kind !== 'record' || item.type !== definition.type.name) continue;
    const record = recordFrom(definition, item as never);
    if (record.deletedAt) continue;
    countRecord(projection.counts, definition, item.org, record, zones.get(item.org) ?? 'UTC');
    expectWords(projection.words, definition, item.org, record);
  }
  return projection;
}

function countRecord(
  counts: Map<string, number>,
  definition: RecordDefinition,
  org: string,
  record: AnyRecord,
  timeZone: string,
): void {
  const day = new Date(record.createdAt).toLocaleDateString('sv-SE', { timeZone });
  const [month, date] = [day.slice(0, 7), day.slice(8)];
  const add = (group: string, attribute: string) => {
    const name = `ORG#${org}#COUNT#${definition.type.name} ${group} ${attribute}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  };
  for (const group of ['all', `owner#${String(record.ownerId ?? 'none')}`]) {
    add(group, 'n');
    add(group, `v_${String(record[definition.countedBy] ?? 'none')}`);
    add(`${group}#month#${month}`, `d${date}`);
  }
  for (const field of definition.countedEach)
    for (const id of (record[field] as string[] | undefined) ?? []) {
      add(`each#${field}#${id}`, 'n');
      if (record.ownerId) add(`each#${field}#${id}#owner#${String(record.ownerId)}`, 'n');
    }
}

function expectWords(
  words: Map<string, string>,
  definition: RecordDefinition,
  org: string,
  record: AnyRecord,
): void {
  const all = definition.searchWords(record);
  const shown = JSON.stringify([
    record[definition.type.title],
    definition.searchDetail(record),
    ` ${[...new Set(all.join(' ').split(' '))].join(' ')}`.slice(0, 500),
  ]);
  for (const owner of ['', ...(record.ownerId ? [String(record.ownerId)] : [])]) {
    for (const word of all) {
      const beginning = [...word].slice(0, word.startsWith('+') ? 3 : 2).join('');
      words.set(`ORG#${org}#W#${owner}#${beginning} ${word}#${definition.type.name}#${record.id}`, shown);
    }
  }
}

function storedProjection(items: readonly Item[], { type }: RecordDefinition): Projection {
  const projection: Projection = { counts: new Map(), words: new Map() };
  for (const { pk, sk, ...rest } of items) {
    if (pk.endsWith(`#COUNT#${type.name}`)) {
      for (const [name, value] of Object.entries(rest)) {
        if (value !== 0) projection.counts.set(`${pk} ${sk} ${name}`, value as number);
      }
    }
    if (rest.kind === 'word' && rest.type === type.name)
      projection.words.set(`${pk} ${sk}`, JSON.stringify([rest.title, rest.detail, rest.text]));
  }
  return projection;
}

function unequal<T>(what: string, expected: Map<string, T>, stored: Map<string, T>): string[] {
  const names = new Set([...expected.keys(), ...stored.keys()]);
  return [...names].flatMap((name) => {
    const [wanted, found] = [expected.get(name), stored.get(name)];
    return wanted === found ? [] : [`${what} ${name}: ${String(found)} and not ${String(wanted)}`];
  });
}
