import type { Field, ListName, Phone } from '#contract/field.ts';
import type { Status } from '#contract/organization.ts';
import { countryName, formatDate, formatNumber } from '#lib/i18n/format.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { formatPhone } from '#lib/phone.svelte.ts';
import { nameOf, type Workspace } from '#lib/workspace.ts';

/** The entries of one of the organization's own lists. */
export function listEntries(workspace: Workspace, list: ListName): readonly Status[] {
  return workspace.organization[list];
}

export function listEntry(workspace: Workspace, field: Field | undefined, id: unknown): Status | undefined {
  return field?.list && listEntries(workspace, field.list).find((entry) => entry.id === id);
}

/** A value of any kind as one line of text: for history, conflicts and names of controls. */
export function valueText(workspace: Workspace, field: Field | undefined, value: unknown): string {
  if (value === undefined || value === null || value === '') return t.records.nothing;
  switch (field?.kind) {
    case 'listed':
      return listEntry(workspace, field, value)?.name ?? String(value);
    case 'member':
      return nameOf(workspace, String(value));
    case 'country':
      return countryName(String(value));
    case 'tags': {
      const names = (value as string[]).map((id) => workspace.tags.find((tag) => tag.id === id)?.name);
      return names.filter(Boolean).join(', ') || t.records.nothing;
    }
    case 'phones':
      return (value as Phone[]).map((phone) => formatPhone(phone.number)).join(', ') || t.records.nothing;
    case 'timestamp':
      return formatDate(String(value), 'moment');
    case 'integer':
      return formatNumber(Number(value));
    default:
      return String(value);
  }
}
