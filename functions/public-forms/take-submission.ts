import { createHash } from 'node:crypto';
import type { CustomValues } from '#contract/custom-value.ts';
import { kindOfForm, type Form } from '#contract/form.ts';
import { limits } from '#contract/limits.ts';
import { TooManyRequests } from '#contract/problem.ts';
import type { Context } from '#data/organization/context.ts';
import type { UserContext, VisitorContext } from '#data/store/request-context.ts';
import { readCustomFields } from '#data/custom-fields/definitions.ts';
import { newCustomValues } from '#data/custom-fields/values.ts';
import { dayCount } from '#data/limits/day-count.ts';
import { formCountKey, memberKey, tagKey } from '#data/store/keys.ts';
import { nextCodes } from '#data/records/creating.ts';
import { checkRecordLimit } from '#data/records/record-limit.ts';
import { TakenError } from '#data/records/unique-values.ts';
import { actionsOf, creation } from '#data/records/write.ts';
import { unrestrictedContext } from '#data/organization/rights.ts';
import { getItems } from '#data/store/table.ts';
import { transactOnce } from '#data/store/idempotency.ts';
import type { Action } from '#data/store/transact.ts';
import type { OpenForm } from './open-form.ts';
import { outcomes } from './outcomes.ts';

/**
 * Creates a record from validated values. Submitting the same answers with the same token twice, such as by a double
 * click, creates only one. Existing records are never changed, and known and unknown visitors get the same response,
 * because strangers must not find out whom the organization knows.
 */
export async function takeSubmission(
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
  const { definition, complete } = outcomes[kindOfForm(form)];
  const prepare = async () => {
    await checkRecordLimit(inside, 1);
    const { items: fields } = await readCustomFields(inside, definition.type.name);
    const [code] = await nextCodes(definition, inside, 1);
    const input = {
      ...code,
      ...(await formDefaults(inside, form)),
      ...agreed(form),
      ...values,
      ...newCustomValues(fields, custom),
      formName: form.name,
    };
    const write = creation(definition, inside, await complete(inside, form, input), '', undefined, 'arrived');
    const actions = [...counts(inside, form), ...actionsOf(definition, inside, [write])];
    return { actions, ids: [write.record.id], value: undefined };
  };
  const take = () => transactOnce(inside, prepare, () => Promise.resolve(undefined));
  await take().catch((error: unknown) => {
    if (!(error instanceof TakenError)) throw error;
    // Another record got the address in the meantime.
    return take();
  });
}

/** The accepted consent text, verbatim, and its version. */
const agreed = ({ consentText, consentVersion }: Form): Record<string, unknown> =>
  consentText === undefined ? {} : { consentText, consentVersion };

/** The form's owner and tags, as far as they still exist: a form keeps working when a member leaves. */
async function formDefaults(context: Context, form: Form): Promise<Record<string, unknown>> {
  const { ownerId, tagIds } = form;
  const owners = ownerId === undefined ? [] : [memberKey(context.orgId, ownerId)];
  const tagKeys = tagIds.map((id) => tagKey(context.orgId, id));
  const found = await getItems<{ active?: boolean }>(context, [...owners, ...tagKeys]);
  const [owner] = found.slice(0, owners.length);
  const tags = found.slice(owners.length);
  return {
    ...(owner?.active ? { ownerId } : {}),
    tagIds: tagIds.filter((_, index) => tags[index] !== undefined),
  };
}

/** Actions that count a record toward the daily limits of the form and of the organization. */
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
