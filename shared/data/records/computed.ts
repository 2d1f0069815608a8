import type { OrganizationSettings } from '../organization/settings.ts';
import type { AnyRecord, RecordDefinition } from './definition.ts';

interface Deriving {
  definition: RecordDefinition;
  settings: OrganizationSettings;
}

/** A record with the values of its type's computed columns. */
export const withComputed = <R extends object>(deriving: Deriving, record: R): R =>
  withValues(deriving, record, (name) => Object.hasOwn(deriving.definition.type.computed, name));

/** Also with the shares of these columns, which only list databases contain. */
export const withShares = <R extends object>(deriving: Deriving, record: R): R =>
  withValues(deriving, record, () => true);

function withValues<R extends object>(
  { definition, settings }: Deriving,
  record: R,
  isIncluded: (name: string) => boolean,
): R {
  const computed = Object.entries(definition.computed?.values ?? {}).filter(([name]) => isIncluded(name));
  if (computed.length === 0) return record;
  const values = computed.map(([name, of]) => [name, of(record as AnyRecord, settings)]);
  return { ...record, ...(Object.fromEntries(values) as object) };
}
