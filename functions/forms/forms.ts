import { randomUUID } from 'node:crypto';
import {
  askableCustomFields,
  askableFields,
  customQuestion,
  kindOfForm,
  type Form,
  type FormField,
  type NewForm,
} from '#contract/form.ts';
import { ProblemError, type FieldFault } from '#contract/problem.ts';
import { differences } from '#data/store/change.ts';
import type { Context } from '#data/organization/context.ts';
import { readCustomFields } from '#data/custom-fields/definitions.ts';
import { checkFormRoom, formActions, formRemoval, loadForm, readForms } from '#data/organization/form.ts';
import type { RecordDefinition } from '#data/records/definition.ts';
import { recordDefinitions } from '#data/records/definitions.ts';
import { checkReferences } from '#data/records/references.ts';
import { unlisted } from '#data/records/listed-values.ts';
import { transactOnce } from '#data/store/idempotency.ts';
import { transact } from '#data/store/transact.ts';
import { checkVersion } from '#data/store/version-match.ts';

/** Values from a request body. All are optional, and null clears a value. */
type Changes = { [K in keyof NewForm]?: NewForm[K] | undefined };
type Kept = Omit<Form, 'id' | 'version' | 'createdAt' | 'updatedAt'>;

const keptNames = [
  'name',
  'language',
  'title',
  'intro',
  'creates',
  'fields',
  'ownerId',
  'sourceId',
  'tagIds',
  'consentText',
  'consentVersion',
  'thanks',
  'redirectTo',
  'otherContact',
  'allowedOrigins',
  'isOn',
] as const satisfies (keyof Kept)[];

export async function list(context: Context): Promise<{ items: Form[] }> {
  return { items: await readForms(context, context.orgId) };
}

export const get = (context: Context, { id }: { id: string }): Promise<Form> =>
  loadForm(context, context.orgId, id);

export function create(context: Context, { body }: { body: NewForm }): Promise<Form> {
  const prepare = async () => {
    await checkFormRoom(context);
    await checkForm(context, body, undefined);
    const { now } = context;
    // UUID version 4, because the id is public and must not be guessable.
    const head = { id: randomUUID(), version: 1, createdAt: now, updatedAt: now };
    const form: Form = { ...head, ...kept({ tagIds: [], allowedOrigins: [], consentVersion: 1 }, body) };
    const changes = differences({}, { ...form }, keptNames);
    return { actions: formActions(context, undefined, form, changes), ids: [form.id], value: form };
  };
  return transactOnce(context, prepare, ([id = '']) => loadForm(context, context.orgId, id));
}

export async function update(context: Context, { id, body }: { id: string; body: Changes }): Promise<Form> {
  const before = await loadCurrent(context, id);
  await checkForm(context, body, before);
  const next = kept(before, body);
  const isReworded = next.consentText !== before.consentText;
  const consentVersion = before.consentVersion + (isReworded ? 1 : 0);
  const after: Form = {
    ...next,
    id,
    createdAt: before.createdAt,
    consentVersion,
    version: before.version + 1,
    updatedAt: context.now,
  };
  const changes = differences({ ...before }, { ...after }, keptNames);
  if (changes.length === 0) return before;
  await transact(context, formActions(context, before, after, changes));
  return after;
}

export async function remove(context: Context, { id }: { id: string }): Promise<null> {
  await transact(context, formRemoval(context, await loadCurrent(context, id)));
  return null;
}

async function loadCurrent(context: Context, id: string): Promise<Form> {
  const form = await loadForm(context, context.orgId, id);
  checkVersion(context, form);
  return form;
}

/** Merges changes into the form's values. Null clears a value. */
function kept(before: Partial<Form>, changes: Changes): Kept {
  const all = { ...before, ...changes };
  const entries = keptNames.flatMap((name) => {
    const value = all[name as keyof typeof all];
    return value === undefined || value === null ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries) as Kept;
}

/** Owner, source and tags must exist, and the questions must be fields of what the form creates. */
async function checkForm(context: Context, body: Changes, before: Form | undefined): Promise<void> {
  const definition = recordDefinitions[kindOfForm(before ?? body)];
  const errors = body.fields ? await questionErrors(context, definition, body.fields) : [];
  const fields = present(pick(body, 'sourceId'));
  if ('sourceId' in fields && !('sourceId' in definition.type.fields))
    errors.push({ pointer: '/sourceId', code: 'not_allowed' });
  const wrong = unlisted(definition, context.settings, fields);
  if (wrong) errors.push({ pointer: `/${wrong.field}`, code: wrong.code });
  const references = pick(body, 'ownerId', 'tagIds');
  await checkReferences(definition, context, references, before as never, '').catch((error: unknown) => {
    if (!(error instanceof ProblemError) || !error.errors) throw error;
    errors.push(...error.errors);
  });
  if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);
}

/**
 * Errors of the questions: each must ask for a different field that exists, required fields must require an answer, and
 * required standard fields can't be left out.
 */
async function questionErrors(
  context: Context,
  definition: RecordDefinition,
  fields: readonly FormField[],
): Promise<FieldFault[]> {
  const known = await askableIn(context, definition, fields);
  const names = fields.map(({ field }) => field);
  const errors = fields.flatMap(({ field, isRequired }, index): FieldFault[] => {
    const of = known.get(field);
    if (!of) return [{ pointer: `/fields/${index}/field`, code: 'not_a_choice' }];
    if (names.indexOf(field) < index) return [{ pointer: `/fields/${index}/field`, code: 'taken' }];
    return of.isRequired && !isRequired ? [{ pointer: `/fields/${index}/isRequired`, code: 'required' }] : [];
  });
  const isComplete = [...known].every(([name, { isAlways }]) => !isAlways || names.includes(name));
  return isComplete ? errors : [...errors, { pointer: '/fields', code: 'required' }];
}

/**
 * For each field that a form can ask for: whether every form must ask for it, and whether it must require an answer.
 */
async function askableIn(
  context: Context,
  { type }: RecordDefinition,
  fields: readonly FormField[],
): Promise<Map<string, { isAlways: boolean; isRequired: boolean }>> {
  const asksCustom = fields.some(({ field }) => field.startsWith(customQuestion));
  const custom = asksCustom ? (await readCustomFields(context, type.name)).items : [];
  return new Map([
    ...askableFields(type.fields).map(([name, isAlways]) => {
      return [name, { isAlways, isRequired: isAlways }] as const;
    }),
    ...askableCustomFields(custom).map(({ key, required = false }) => {
      return [customQuestion + key, { isAlways: false, isRequired: required }] as const;
    }),
  ]);
}

const pick = (body: Changes, ...names: (keyof Changes)[]): Record<string, unknown> =>
  Object.fromEntries(names.flatMap((name) => (name in body ? [[name, body[name]]] : [])));

const present = (values: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined));
