import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { customField } from '#contract/custom-field.ts';
import { form } from '#contract/form.ts';
import { limits } from '#contract/limits.ts';
import { organization, type Organization } from '#contract/organization.ts';
import { recordTypeNames } from '#contract/record-types.ts';
import { statusListNames, type StatusListName } from '#contract/status-list.ts';
import { tag } from '#contract/tag.ts';
import { uniqueEmailTypes } from '#contract/unique-emails.ts';
import { view } from '#contract/view.ts';
import { customFieldActions, readCustomFields } from '../custom-fields/definitions.ts';
import { slotActions } from '../custom-fields/slots.ts';
import { formActions } from '../organization/form.ts';
import { organizationActions, organizationFields } from '../organization/settings-actions.ts';
import { loadOrganization, organizationData, rememberSettings } from '../organization/settings.ts';
import { tagActions } from '../organization/tag.ts';
import { memberSinceOf, viewActions, type StoredView } from '../organization/view.ts';
import { differences } from '../store/change.ts';
import { formKey, sharedViewKey, tagKey } from '../store/keys.ts';
import { transact } from '../store/transact.ts';
import { ArchiveError } from './archive-error.ts';
import { memberOf, notWritten, type ImportTarget } from './import-target.ts';

type Line = Readonly<Record<string, unknown>>;

const lists = Object.fromEntries(statusListNames.map((name) => [name, true])) as Record<StatusListName, true>;
const organizationLine = z.pick(organization, {
  ...lists,
  country: true,
  currency: true,
  timeZone: true,
  leadWeights: true,
  pipelines: true,
  wording: true,
  yearStartMonth: true,
  dashboard: true,
  uniqueEmails: true,
  presetId: true,
});

/** An organization is one item, which can have 400 KB. */
const organizationBytes = 300_000;

/** Replaces the settings, apart from name and slug. */
export async function importOrganization(
  { context, importId }: ImportTarget,
  [line]: readonly Line[],
): Promise<void> {
  if (!line) return;
  const { uniqueEmails, ...values } = organizationLine.parse(line);
  const before = await loadOrganization(context, context.orgId);
  const { wording: _w, yearStartMonth: _y, dashboard: _d, presetId: _p, ...kept } = before;
  const isRefused = (type: (typeof uniqueEmailTypes)[number]) => (uniqueEmails[type] ?? 'warn') !== 'warn';
  const after: Organization = {
    ...kept,
    ...(values as Partial<Organization>),
    uniqueEmails: Object.fromEntries(
      uniqueEmailTypes.map((type) => [type, isRefused(type) ? ('refuse' as const) : ('warn' as const)]),
    ),
    // There are no records yet whose addresses a job would have to reserve.
    uniqueEmailsJobs: {
      ...before.uniqueEmailsJobs,
      ...Object.fromEntries(uniqueEmailTypes.filter(isRefused).map((type) => [type, importId])),
    },
    version: before.version + 1,
  };
  if (Buffer.byteLength(organizationData(after)) > organizationBytes)
    throw new ArchiveError('invalid_line', { line: 1 });
  const changes = differences({ ...before }, { ...after }, organizationFields);
  await transact(context, organizationActions(context, before, after, changes));
  rememberSettings(after);
}

const fieldLine = z.extend(customField, { recordType: z.enum(recordTypeNames) });

/** Replaces the custom fields of all record types, including those of the preset. */
export async function importCustomFields({ context }: ImportTarget, lines: readonly Line[]): Promise<void> {
  const fields = lines.map((line) => fieldLine.parse(line));
  for (const name of recordTypeNames) {
    const before = await readCustomFields(context, name);
    const items = fields.flatMap(({ recordType, ...field }) => (recordType === name ? [field] : []));
    if (items.length > limits.customFieldsKept) throw new ArchiveError('invalid_line');
    if (JSON.stringify(items) === JSON.stringify(before.items)) continue;
    const after = { ...before, version: before.version + 1, items };
    await transact(context, [
      ...customFieldActions(context, name, after, []),
      ...slotActions(context.orgId, [{ type: name, before: before.items, after: items }], () => []),
    ]);
  }
}

const tagLine = z.omit(tag, { version: true });

export async function importTags(target: ImportTarget, lines: readonly Line[]): Promise<void> {
  const { context } = target;
  const missing = await notWritten(
    target,
    lines.map((line) => tagLine.parse(line)),
    ({ id }) => tagKey(context.orgId, id),
  );
  const actions = missing.flatMap((one) => tagActions(context, undefined, { ...one, version: 1 }, []));
  if (actions.length > 0) await transact(context, actions);
}

const viewLine = z.omit(view, { version: true, missingFields: true });
const uuids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Their filters can name people. */
export async function importViews(target: ImportTarget, lines: readonly Line[]): Promise<void> {
  const { context, members } = target;
  const memberSince = await memberSinceOf(context);
  const mapped = lines.map((line) =>
    viewLine.parse(JSON.parse(JSON.stringify(line).replace(uuids, (id) => members.get(id) ?? id))),
  );
  const missing = await notWritten(target, mapped, ({ id }) => sharedViewKey(context.orgId, id));
  for (const values of missing) {
    const createdBy = memberOf(target, values.createdBy);
    const stored: StoredView = { ...values, createdBy, memberSince, version: 1 };
    if (stored.sharedWith.length === 0) throw new ArchiveError('invalid_line');
    await transact(context, viewActions(context, undefined, stored));
  }
}

const formLine = z.omit(form, { version: true });

/** Forms get new ids, because theirs are public and belong to the organization from which they come. */
export async function importForms(target: ImportTarget, lines: readonly Line[]): Promise<void> {
  const { context, importId } = target;
  const forms = lines.map((line) => {
    const { id, ownerId, ...values } = formLine.parse(line);
    const owner = ownerId === undefined ? {} : { ownerId: memberOf(target, ownerId) };
    return { ...values, ...owner, id: derivedId(importId, id), version: 1 };
  });
  const missing = await notWritten(target, forms, ({ id }) => formKey(context.orgId, id));
  for (const one of missing) await transact(context, formActions(context, undefined, one, []));
}

/** An id that only someone who knows both can derive, the same each time. */
function derivedId(importId: string, id: string): string {
  const hex = createHash('sha256').update(`${importId}#${id}`).digest('hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-');
}
