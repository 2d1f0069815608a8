import type { Form } from '#contract/form.ts';
import { limits } from '#contract/limits.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { ifAbsent, ifVersion } from '../store/condition.ts';
import { changeAction, type ChangeAction, type FieldChange } from '../store/change.ts';
import { nextItemState, withItemState } from '../store/item-state.ts';
import { formKey, publicFormKey, recordKey } from '../store/keys.ts';
import { getItem, queryAll } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import type { Context } from './context.ts';

/**
 * A form, stored under its organization. A second item, whose key contains only the form's id, contains the
 * organization's id.
 */
interface FormItem {
  data: string;
  schema: number;
  digest?: string;
}

const formFrom = (item: FormItem): Form => withItemState(JSON.parse(item.data) as Form, item);

export async function readForms(session: Session, orgId: string): Promise<Form[]> {
  const items = await queryAll<FormItem>(session, formKey(orgId, '').pk);
  return items.map(formFrom).sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
}

export async function loadForm(session: Session, orgId: string, id: string): Promise<Form> {
  const item = await getItem<FormItem>(session, formKey(orgId, id));
  if (!item) throw new ProblemError('not_found');
  return formFrom(item);
}

/**
 * A public form by its id alone. Throws `not_found` for an unknown or inactive form. Both take the same reads, so that
 * the time of the answer doesn't tell them apart: for an unknown one, a form that nobody has is read.
 */
export async function loadPublicForm(session: Session, id: string): Promise<{ orgId: string; form: Form }> {
  const owner = await getItem<{ orgId: string }>(session, publicFormKey(id));
  const form = await loadForm(session, owner?.orgId ?? nobody, id);
  if (!owner || !form.isOn) throw new ProblemError('not_found');
  return { orgId: owner.orgId, form };
}

/** The id of no organization. */
const nobody = '00000000-0000-0000-0000-000000000000';

/** The actions that write a form, conditional on its previous version, and the change item. */
export function formActions(
  context: Context,
  before: Form | undefined,
  after: Form,
  changes: FieldChange[],
): Action[] {
  const { orgId } = context;
  const change = formChange(context, before, after, before ? 'updated' : 'created', changes);
  const put: Action = {
    put: {
      Item: {
        ...formKey(orgId, after.id),
        kind: 'form',
        ...nextItemState(before, 1, change),
        version: after.version,
        data: JSON.stringify(after),
      },
      ...ifVersion(before?.version),
    },
    refuse: () => new ProblemError('precondition_failed'),
  };
  const owner: Action[] = before
    ? []
    : [
        {
          put: {
            Item: { ...publicFormKey(after.id), kind: 'public-form', orgId },
            ...ifAbsent,
          },
        },
      ];
  return [put, ...owner, change];
}

export function formRemoval(context: Context, form: Form): Action[] {
  return [
    {
      remove: { Key: { ...formKey(context.orgId, form.id) }, ...ifVersion(form.version) },
      refuse: () => new ProblemError('precondition_failed'),
    },
    { remove: { Key: { ...publicFormKey(form.id) } } },
    formChange(context, form, { ...form, version: form.version + 1 }, 'deleted', []),
  ];
}

function formChange(
  context: Context,
  before: Form | undefined,
  { id, version }: Form,
  action: string,
  changes: FieldChange[],
): ChangeAction {
  const { orgId } = context;
  const key = recordKey(orgId, 'form', id);
  return changeAction(context, { orgId, type: 'form', id, key, version, before }, action, changes);
}

/** Throws if the organization already has the maximum number of forms. */
export async function checkFormRoom(context: Context): Promise<void> {
  const limit = limits.formsPerOrganization;
  if ((await readForms(context, context.orgId)).length >= limit)
    throw fieldProblem('/name', 'too_many', 'invalid_input', { limit });
}
