import type { OrganizationSettings } from '../organization/settings.ts';
import type { AnyRecord, RecordDefinition } from './definition.ts';

interface Deriving {
  definition: RecordDefinition;
  settings: OrganizationSettings;
}

/** A record with the values of its type's computed columns. */
export function withComputed<R extends object>({ definition, settings }: Deriving, record: R): R {
  const computed = Object.entries(definition.computed?.values ?? {});
  if (computed.length === 0) return record;
  const values = computed.map(([name, of]) => [name, of(record as unknown as AnyRecord, settings)]);
  return { ...record, ...(Object.fromEntries(values) as object) };
}
