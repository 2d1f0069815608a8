import { createHash } from 'node:crypto';
import type { CustomValues } from '#contract/custom-value.ts';
import type { Form } from '#contract/form.ts';
import { limits } from '#contract/limits.ts';
import { leadMessageCharacters } from '#contract/records/lead.ts';
import type { Status } from '#contract/status.ts';
import { TooManyRequests } from '#contract/problem.ts';
import type { Context } from '#data/organization/context.ts';
import type { UserContext, VisitorContext } from '#data/store/request-context.ts';
import { readCustomFields } from '#data/custom-fields/definitions.ts';
import { newCustomValues } from '#data/custom-fields/values.ts';
import { dayCount } from '#data/limits/day-count.ts';
import { formCountKey, memberKey, tagKey } from '#data/store/keys.ts';
import { checkRecordLimit } from '#data/records/record-limit.ts';
import { leadRecords } from '#data/records/lead.ts';
import { isTaken, TakenError } from '#data/records/unique-values.ts';
import { actionsOf, creation } from '#data/records/write.ts';
import { unrestrictedContext } from '#data/organization/rights.ts';
import { getItems } from '#data/store/table.ts';
import { transactOnce } from '#data/store/idempotency.ts';
import type { Action } from '#data/store/transact.ts';
import type { OpenForm } from './open-form.ts';

/**
 * Creates a lead from validated values. Submitting the same answers with the same token twice, such as by a double
 * click, creates only one lead. Existing records are neither searched nor changed, because a stranger must not find out
 * who is known to the organization.
 */
export async function takeLead(
  context: VisitorContext,
  { orgId, form, settings }: OpenForm,
  { values, custom }: { values: Record<string, unknown>; custom: CustomValues },
  posted: Readonly<Record<string, string>>,
): Promise<void> {
  const { units, prefetched, requestId, now, visitor } = context;
  const { address } = visitor;
  const base: UserContext = {
    ...{ units, prefetched, requestId, now },
    reply: {},
    actor: { userId: form.id },
    via: 'form',
    address,
  };
  const bodyHash = createHash('sha256').update(JSON.stringify(posted)).digest('base64url');
  const inside: Context = {
    ...unrestrictedContext(base, orgId, settings),
    idempotency: { key: bodyHash, operation: 'public-forms.submit', bodyHash },
  };
  const prepare = async () => {
    await checkRecordLimit(inside, 1);
    const { items: fields } = await readCustomFields(inside, 'lead');
    const input = {
      ...(await formDefaults(inside, form)),
      ...agreed(form),
      ...values,
      ...newCustomValues(fields, custom),
      formName: form.name,
    };
    const write = creation(
      leadRecords,
      inside,
      await withFreeAddress(inside, input),
      '',
      undefined,
      'arrived',
    );
    const actions = [...counts(inside, form), ...actionsOf(leadRecords, inside, [write])];
    return { actions, ids: [write.record.id], value: undefined };
  };
  const take = () => transactOnce(inside, prepare, () => Promise.resolve(undefined));
  await take().catch((error: unknown) => {
    if (!(error instanceof TakenError)) throw error;
    // Another lead got the address in the meantime.
    return take();
  });
}

/**
 * If the organization refuses a second lead with the same address, the address goes into the message: the visitor must
 * neither be turned away nor find out. Whether it does or not, the same number of items is read.
 */
async function withFreeAddress(
  context: Context,
  input: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const { email, message, ...rest } = input as { email?: string; message?: string };
  if (!(await isTaken(leadRecords, context, email))) return input;
  return { ...rest, message: [email, message].filter(Boolean).join('\n\n').slice(0, leadMessageCharacters) };
}

/** The accepted consent text, verbatim, and its version. */
const agreed = ({ consentText, consentVersion }: Form): Record<string, unknown> =>
  consentText === undefined ? {} : { consentText, consentVersion };

/**
 * The form's owner, source and tags, as far as they still exist: a form keeps working when a member leaves or a source
 * is retired.
 */
async function formDefaults(context: Context, form: Form): Promise<Record<string, unknown>> {
  const { ownerId, sourceId, tagIds } = form;
  const owners = ownerId === undefined ? [] : [memberKey(context.orgId, ownerId)];
  const tagKeys = tagIds.map((id) => tagKey(context.orgId, id));
  const found = await getItems<{ active?: boolean }>(context, [...owners, ...tagKeys]);
  const [owner] = found.slice(0, owners.length);
  const tags = found.slice(owners.length);
  const source = sourceId === undefined ? undefined : presentSource(context, sourceId);
  return {
    ...(owner?.active ? { ownerId } : {}),
    ...(source === undefined ? {} : { sourceId: source }),
    tagIds: tagIds.filter((_, index) => tags[index] !== undefined),
  };
}

/** The form's source or, if it is retired, the source in use that succeeds it. Undefined if there is none. */
function presentSource({ settings: { leadSources } }: Context, id: string): string | undefined {
  const seen = new Set<string>();
  for (let next: string | undefined = id; next !== undefined && !seen.has(next);) {
    seen.add(next);
    const entry: Status | undefined = leadSources.find((one) => one.id === next);
    if (entry && !entry.retired) return entry.id;
    next = entry?.successorId;
  }
  return undefined;
}

/** Actions that count a lead toward the daily limits of the form and of the organization. */
function counts({ orgId, now }: Context, { id }: Form): Action[] {
  const day = now.slice(0, 10);
  const refuse = (seconds: number) => new TooManyRequests(seconds);
  return [
    dayCount(formCountKey(orgId, id, day), 'form-count', limits.formLeadsPerDay, now, refuse),
    dayCount(
      formCountKey(orgId, undefined, day),
      'form-count',
      limits.organizationFormLeadsPerDay,
      now,
      refuse,
    ),
  ];
}
