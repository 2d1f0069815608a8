import { createHash } from 'node:crypto';
import type { infer as Infer } from 'zod/mini';
import { askableFields, customQuestion, kindOfForm } from '#contract/form.ts';
import { limits } from '#contract/limits.ts';
import type { Organization } from '#contract/organization.ts';
import { recordTypes } from '#contract/record-types.ts';
import { uniqueEmailsOff, uniqueEmailTypes } from '#contract/unique-emails.ts';
import { continueSeries, repeatedSeries } from '../billing/series.ts';
import { billingActions, readBilling } from '../billing/settings.ts';
import { customFieldActions, readCustomFields } from '../custom-fields/definitions.ts';
import { slotActions } from '../custom-fields/slots.ts';
import { uniqueEmailsJob } from '../jobs/start.ts';
import { formActions } from '../organization/form.ts';
import { organizationActions, organizationFields } from '../organization/settings-actions.ts';
import { withNamesOf } from '../organization/presets/stored-status.ts';
import { loadOrganization, organizationData, rememberSettings } from '../organization/settings.ts';
import { tagActions } from '../organization/tag.ts';
import { memberSinceOf, viewActions, type StoredView } from '../organization/view.ts';
import { nextVersion } from '../store/next-version.ts';
import { differences } from '../store/change.ts';
import { formKey, sharedViewKey, tagKey } from '../store/keys.ts';
import { transact } from '../store/transact.ts';
import { dateIn } from '../values/day.ts';
import { ArchiveError } from './archive-error.ts';
import { memberOf, notWritten, type ImportTarget } from './import-target.ts';
import { fieldsByType, mustDiffer, mustHold, organizationIn } from './line-rules.ts';
import { billingLine, fieldLine, formLine, tagLine, viewLine } from './line-schemas.ts';

type Line = Readonly<Record<string, unknown>>;

/** An organization is one item, which can have 400 KB. */
const organizationBytes = 300_000;

/** Replaces the settings, apart from name and slug. */
export async function importOrganization({ context }: ImportTarget, [line]: readonly Line[]): Promise<void> {
  if (!line) return;
  const { uniqueEmails: _u, ...values } = organizationIn(line);
  const before = await loadOrganization(context, context.orgId);
  const {
    wording: _w,
    codePrefixes: _c,
    yearStartMonth: _y,
    leadAnswerHours: _l,
    portal: _o,
    calendarFeeds: _f,
    dashboard: _d,
    presetId: _p,
    ...kept
  } = before;
  const after: Organization = withNamesOf({
    ...kept,
    ...(values as Partial<Organization>),
    // Some of the records can still share addresses, as they did where they come from.
    uniqueEmails: uniqueEmailsOff,
    ...nextVersion(before, context),
  });
  if (Buffer.byteLength(organizationData(after)) > organizationBytes)
    throw new ArchiveError('invalid_line', { line: 1 });
  const changes = differences({ ...before }, { ...after }, organizationFields);
  await transact(context, organizationActions(context, before, after, changes));
  rememberSettings(after);
}

/**
 * Refuses shared e-mail addresses as the settings in a line say, once all records are there: a job reserves their
 * addresses, or ends with a warning if some share one.
 */
export async function importUniqueEmails({ context }: ImportTarget, line: Line): Promise<void> {
  const { uniqueEmails } = organizationIn(line);
  const before = await loadOrganization(context, context.orgId);
  const types = uniqueEmailTypes.filter(
    (type) => (uniqueEmails[type] ?? 'warn') !== 'warn' && before.uniqueEmails[type] === 'warn',
  );
  if (types.length === 0) return;
  const { job, actions } = uniqueEmailsJob(context, types, { isCounted: false });
  const withEach = <T>(value: T) => Object.fromEntries(types.map((type) => [type, value]));
  const after: Organization = {
    ...before,
    uniqueEmails: { ...before.uniqueEmails, ...withEach('checking' as const) },
    uniqueEmailsJobs: { ...before.uniqueEmailsJobs, ...withEach(job.id) },
    ...nextVersion(before, context),
  };
  const changes = differences({ ...before }, { ...after }, organizationFields);
  await transact(context, [...organizationActions(context, before, after, changes), ...actions]);
  rememberSettings(after);
}

/** The billing settings in a line, whose series are numbered apart. No number can be from a day that has begun nowhere. */
export function billingIn(line: Line): Infer<typeof billingLine> {
  const values = billingLine.parse(line);
  mustHold(repeatedSeries(values) === undefined);
  const lastDay = dateIn('Pacific/Kiritimati', new Date());
  mustHold(values.lastNumbers.every(({ issuedOn }) => issuedOn <= lastDay));
  return values;
}

/** Replaces the billing settings. Numbers go on after those of the archive. */
export async function importBilling({ context }: ImportTarget, [line]: readonly Line[]): Promise<void> {
  if (!line) return;
  const { lastNumbers, ...values } = billingIn(line);
  const before = await readBilling(context);
  const after = { ...values, version: before.version + 1 };
  const names = Object.keys({ ...before, ...after }).filter((name) => name !== 'version');
  const changes = differences({ ...before }, { ...after }, names);
  if (changes.length > 0) await transact(context, billingActions(context, before, after, changes));
  for (const one of lastNumbers) await continueSeries(context, one);
}

/** Replaces the custom fields of all record types, including those of the preset. */
export async function importCustomFields({ context }: ImportTarget, lines: readonly Line[]): Promise<void> {
  const fields = fieldsByType(lines.map((line) => fieldLine.parse(line)));
  for (const [name, items] of fields) {
    const before = await readCustomFields(context, name);
    if (JSON.stringify(items) === JSON.stringify(before.items)) continue;
    const after = { ...before, version: before.version + 1, items };
    await transact(context, [
      ...customFieldActions(context, name, after, []),
      ...slotActions(context.orgId, [{ type: name, before: before.items, after: items }], () => []),
    ]);
  }
}

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

const uuids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The shared view in a line. */
export function viewIn(line: Line): Infer<typeof viewLine> {
  const view = viewLine.parse(line);
  mustHold(Buffer.byteLength(JSON.stringify(view)) <= limits.viewBytes);
  return view;
}

/** Their filters can name people. */
export async function importViews(target: ImportTarget, lines: readonly Line[]): Promise<void> {
  const { context, members } = target;
  const memberSince = await memberSinceOf(context);
  const mapped = lines.map((line) =>
    viewIn(JSON.parse(JSON.stringify(line).replace(uuids, (id) => members.get(id) ?? id)) as Line),
  );
  const missing = await notWritten(target, mapped, ({ id }) => sharedViewKey(context.orgId, id));
  for (const values of missing) {
    const createdBy = memberOf(target, values.createdBy);
    const stored: StoredView = { ...values, createdBy, memberSince, version: 1 };
    await transact(context, viewActions(context, undefined, stored));
  }
}

/** The form in a line, which asks for different fields, the name among them. */
export function formIn(line: Line): Infer<typeof formLine> {
  const form = formLine.parse(line);
  const names = form.fields.map(({ field }) => field);
  mustDiffer(names);
  const fields = askableFields(recordTypes[kindOfForm(form)].fields);
  const known = new Set(fields.map(([name]) => name));
  mustHold(names.every((name) => known.has(name) || name.startsWith(customQuestion)));
  const required = fields.flatMap(([name, isNeeded]) => (isNeeded ? [name] : []));
  mustHold(
    required.every((name) => form.fields.some(({ field, isRequired }) => field === name && isRequired)),
  );
  return form;
}

/** Forms get new ids, because theirs are public and belong to the organization from which they come. */
export async function importForms(target: ImportTarget, lines: readonly Line[]): Promise<void> {
  const { context, importId } = target;
  const forms = lines.map((line) => {
    const { id, ownerId, ...values } = formIn(line);
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
