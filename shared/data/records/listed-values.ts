import { defaultEntry } from '#contract/default-entry.ts';
import type { Field } from '#contract/field.ts';
import { entriesOf } from '#contract/organization.ts';
import { isStatusList } from '#contract/status-list.ts';
import type { OrganizationSettings } from '../organization/settings.ts';
import type { RecordDefinition } from './definition.ts';

/** The default values of fields with a list. Optional fields have one only if the organization chose it. */
export function defaultEntries(
  definition: RecordDefinition,
  settings: OrganizationSettings,
): Record<string, unknown> {
  return Object.fromEntries(
    listedFields(definition).map(([name, { mode }, list]) => [
      name,
      defaultEntry(entriesOf(settings, list), mode === 'defaulted')?.id,
    ]),
  );
}

/** The first field whose value isn't in its list, or whose new value is a retired status or source. */
export function unlisted(
  definition: RecordDefinition,
  settings: OrganizationSettings,
  record: Readonly<Record<string, unknown>>,
  before?: Readonly<Record<string, unknown>>,
) {
  const found = listedFields(definition).find(([name, , list]) => {
    const value = record[name];
    if (value === undefined) return false;
    const entry = entriesOf(settings, list).find(({ id }) => id === value);
    // Retired stages are checked by the definition of deals.
    return !entry || (entry.retired && isStatusList(list) && before?.[name] !== value);
  });
  return found && { field: found[0], code: 'not_a_choice' as const };
}

function listedFields({ type }: RecordDefinition): [name: string, field: Field, list: string][] {
  return Object.entries(type.fields).flatMap(([name, field]): [string, Field, string][] =>
    // Read-only values are set by the server and need no validation.
    field.kind === 'listed' && field.list && field.mode !== 'kept' ? [[name, field, field.list]] : [],
  );
}
