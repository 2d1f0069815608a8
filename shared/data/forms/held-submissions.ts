import { v7 as uuidv7 } from 'uuid';
import { kindOfForm } from '#contract/form.ts';
import type { HeldReason, HeldSubmission } from '#contract/held-submission.ts';
import { limits } from '#contract/limits.ts';
import { ProblemError } from '#contract/problem.ts';
import { ifPresent } from '../store/condition.ts';
import { heldSubmissionKey } from '../store/keys.ts';
import { isKept } from '../store/kept.ts';
import { getItem, queryAll } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import { epochSeconds } from '../values/epoch.ts';
import { directoryAction } from './held-directory.ts';
import type { OpenForm } from './open-form.ts';
import type { Question } from './questions.ts';
import { answerText } from './values.ts';

interface HeldBase {
  reasons: readonly HeldReason[];
  receivedAt: string;
}
/** A submission of a form, with the form as the visitor saw it. */
interface HeldForm extends HeldBase {
  form: OpenForm['form'];
  /** The answers as they were sent. */
  posted: Readonly<Record<string, string>>;
  /** Whether they were typed into the form's page, in the format of its language. */
  isTyped: boolean;
  /** What they mean: an erasure finds persons by their e-mail addresses and phone numbers in full. */
  values: Readonly<Record<string, unknown>>;
  /** The answers as people read them. */
  answers: HeldSubmission['answers'];
}
/** A request for access to the portal. */
interface HeldRequest extends HeldBase {
  email: string;
}
export type Held = HeldForm | HeldRequest;

interface HeldItem {
  id: string;
  data: string;
  expiresAt: number;
}

/** The answers of a submission as its reviewer reads them, in the order of the questions. */
export const shownAnswers = (
  { form }: Pick<OpenForm, 'form'>,
  questions: readonly Question[],
  posted: Readonly<Record<string, string>>,
): HeldSubmission['answers'] =>
  questions.flatMap((question) => {
    const text = (posted[question.field] ?? '').trim();
    return text === '' ? [] : [{ label: question.label, text: answerText(question, text, form.language) }];
  });

/**
 * The actions that hold a submission for review. Throws `NotHeld` if there is no room. With the id of a held one, it
 * takes its place.
 */
export async function holdActions(
  session: Session,
  orgId: string,
  now: string,
  held: Held,
  id: string = uuidv7(),
): Promise<Action[]> {
  const data = JSON.stringify(held);
  const expiresAt = epochSeconds(now) + limits.heldDays * 86_400;
  const isAccessRequest = !('form' in held);
  const added = { id, bytes: Buffer.byteLength(data), expiresAt, isAccessRequest };
  const Item = { ...heldSubmissionKey(orgId, id), kind: 'heldSubmission', org: orgId, id, data, expiresAt };
  return [await directoryAction(session, orgId, now, { added }), { put: { Item } }];
}

/** The actions that remove a held submission. Only one of several attempts to do so succeeds. */
export const removeHeldActions = async (
  session: Session,
  orgId: string,
  now: string,
  id: string,
): Promise<Action[]> => [
  await directoryAction(session, orgId, now, { removedId: id }),
  {
    remove: { Key: { ...heldSubmissionKey(orgId, id) }, ...ifPresent },
    refuse: () => new ProblemError('not_found'),
  },
];

/** All held submissions of an organization, newest first. */
export async function readHeld(
  session: Session,
  orgId: string,
  now: string,
): Promise<(Held & { id: string; expiresAt: number })[]> {
  const { pk } = heldSubmissionKey(orgId, '');
  const items = await queryAll<HeldItem>(session, pk);
  return items
    .filter((item) => isKept(item, now))
    .map(({ id, data, expiresAt }) => ({ ...(JSON.parse(data) as Held), id, expiresAt }))
    .toSorted((a, b) => (a.receivedAt < b.receivedAt ? 1 : -1));
}

export async function loadHeld(session: Session, orgId: string, now: string, id: string): Promise<Held> {
  const item = await getItem<HeldItem>(session, heldSubmissionKey(orgId, id));
  if (!item || !isKept(item, now)) throw new ProblemError('not_found');
  return JSON.parse(item.data) as Held;
}

/** A held submission as the API returns it. */
export function shownHeld(held: Held & { id: string; expiresAt: number }): HeldSubmission {
  const { id, reasons, receivedAt, expiresAt } = held;
  const shared = {
    ...{ id, receivedAt, reasons: [...reasons] },
    expiresAt: new Date(expiresAt * 1000).toISOString(),
  };
  if (!('form' in held)) return { ...shared, kind: 'portalAccess', answers: [], email: held.email };
  const { form, answers } = held;
  return { ...shared, kind: kindOfForm(form), formId: form.id, formName: form.name, answers };
}
