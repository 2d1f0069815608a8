import { kindOfForm, type Form } from '#contract/form.ts';
import { limits } from '#contract/limits.ts';
import { TooManyRequests } from '#contract/problem.ts';
import { readCustomFields } from '../custom-fields/definitions.ts';
import { newCustomValues } from '../custom-fields/values.ts';
import { dayCount } from '../limits/day-count.ts';
import type { Context } from '../organization/context.ts';
import { unrestrictedContext } from '../organization/rights.ts';
import { nextCodes } from '../records/creating.ts';
import { checkRecordLimit } from '../records/record-limit.ts';
import { TakenError } from '../records/unique-values.ts';
import { actionsOf, creation } from '../records/write.ts';
import { formCountKey, memberKey, tagKey } from '../store/keys.ts';
import type { UserContext } from '../store/request-context.ts';
import { getItems } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { OpenForm } from './open-form.ts';
import { outcomes } from './outcomes.ts';
import type { Answers } from './values.ts';

type Request = Pick<UserContext, 'units' | 'prefetched' | 'requestId' | 'now' | 'address'>;

/** The context in which a form creates a record: the form is the author. */
export function formContext(request: Request, { orgId, form, settings }: OpenForm): Context {
  const { units, prefetched, requestId, now, address } = request;
  const base: UserContext = {
    ...{ units, prefetched, requestId, now, address },
    reply: {},
    actor: { userId: form.id },
    via: 'form',
  };
  return unrestrictedContext(base, orgId, settings);
}

/**
 * The actions that create a record from valid answers, and its id. Existing records are never changed, and known and
 * unknown visitors get the same response, because strangers must not find out whom the organization knows.
 */
export async function arrivalOf(
  inside: Context,
  { form }: OpenForm,
  { values, custom }: Pick<Answers, 'values' | 'custom'>,
): Promise<{ actions: Action[]; id: string }> {
  const outcome = outcomes[kindOfForm(form)];
  const { definition, complete } = outcome;
  await checkRecordLimit(inside, 1);
  const { items: fields } = await readCustomFields(inside, definition.type.name);
  const input = {
    ...(await formDefaults(inside, form)),
    ...agreed(form),
    ...values,
    ...newCustomValues(fields, custom),
    formName: form.name,
  };
  const completed = await complete(inside, form, input);
  const [code] = await nextCodes(definition, inside, 1);
  const write = creation(definition, inside, { ...completed, ...code }, '', undefined, 'arrived');
  return {
    actions: [
      ...counts(inside, form),
      ...actionsOf(definition, inside, [write]),
      ...((await outcome.further?.(inside, form, write.record)) ?? []),
    ],
    id: write.record.id,
  };
}

/** Writes an arrival, and once more if another record got the visitor’s address in the meantime. */
export const untilFree = <T>(write: () => Promise<T>): Promise<T> =>
  write().catch((error: unknown) => {
    if (!(error instanceof TakenError)) throw error;
    return write();
  });

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
