import { definitionOf } from '#data/records/definitions.ts';
import { itemName } from '#data/store/item-name.ts';
import { changeKey, entryChangeKey, recordKey, uniqueKey, type Key } from '#data/store/keys.ts';
import { recordFrom } from '#data/records/stored.ts';
import type { Item } from './recount.ts';

/** Describes the transactions that are stored in the table only in part. */
export function halfWritten(items: readonly Item[]): string[] {
  const all = new Map(items.map((item) => [itemName(item), item]));
  const missing = (key: Key, why: string): string[] =>
    all.has(itemName(key)) ? [] : [`${why}: ${itemName(key)} is missing`];
  return items.flatMap((item) => {
    if (item.kind === 'record') return partsOfRecord(item, all, missing);
    if (item.kind === 'unique' && definitionOf(item.type)) return ownerOfValue(item, all);
    if (item.kind === 'note') return missing(noteChangeKey(item), 'a note has its change');
    const made = item.kind === 'idempotency' && /#(contact|customer|lead|deal)s\.create/.exec(item.pk);
    if (made) {
      const org = item.pk.split('#')[1] ?? '';
      return (item.ids as string[]).flatMap((id) =>
        missing(recordKey(org, made[1]!, id), 'what was made is there'),
      );
    }
    return [];
  });
}

type Missing = (key: Key, why: string) => string[];

function partsOfRecord(item: Item, all: Map<string, Item>, missing: Missing): string[] {
  const definition = definitionOf(item.type)!;
  const record = recordFrom(definition, item as never);
  const wrong: string[] = [];
  if (record.version !== item.version) wrong.push(`${itemName(item)} says two versions`);
  const newest = Number(item.version);
  for (let version = 1; version <= newest; version += 1)
    wrong.push(...missing(changeKey(item, version), 'a version has its change'));
  if (all.has(itemName(changeKey(item, newest + 1)))) wrong.push(`${itemName(item)} has a change too many`);
  for (const field of definition.type.unique) {
    if (record[field] === undefined) continue;
    const key = uniqueKey(item.org, `${item.type}.${field}`, String(record[field]));
    if (all.get(itemName(key))?.id !== item.id) wrong.push(`${itemName(key)} does not belong to ${item.id}`);
  }
  return wrong;
}

function ownerOfValue(item: Item, all: Map<string, Item>): string[] {
  const [, org = '', , name = '', value] = item.pk.split('#');
  const record = all.get(itemName(recordKey(org, item.type, item.id)));
  const held = record && recordFrom(definitionOf(item.type)!, record as never)[name.split('.')[1] ?? ''];
  return held === value ? [] : [`${item.pk} is claimed for nobody`];
}

function noteChangeKey({ pk, sk, version }: Item): Key {
  return entryChangeKey({ pk, sk }, sk.slice(2), version);
}
