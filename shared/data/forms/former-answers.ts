import type { FieldFault } from '#contract/problem.ts';
import { kindOfForm } from '#contract/form.ts';
import { limits } from '#contract/limits.ts';
import { readCustomFields } from '../custom-fields/definitions.ts';
import type { Session } from '../store/units.ts';
import type { OpenForm } from './open-form.ts';
import { outcomes } from './outcomes.ts';
import { formerNames, formerQuestionsOf, type Question } from './questions.ts';
import { answersIn, answerText, numbersIn, valueIn, type Answers } from './values.ts';

type Posted = Readonly<Record<string, string>>;

/** The questions that a submission answers although the form doesn’t ask them any more. */
export async function formerQuestions(session: Session, open: OpenForm, posted: Posted): Promise<Question[]> {
  const { orgId, form } = open;
  const names = formerNames(open, posted);
  if (names.length === 0) return [];
  // Not the cached ones, which can lack a field for some seconds.
  const { items } = await readCustomFields({ ...session, orgId }, kindOfForm(form));
  return formerQuestionsOf(form, names, items);
}

/** What was sent, and whether it was typed into a page, with the questions that the form no longer asks. */
interface Formerly {
  former: readonly Question[];
  posted: Posted;
  isTyped: boolean;
}

/**
 * Answers with those to questions that the form no longer asks. A standard field gets its answer, and other answers
 * become lines of the record’s text, because what was removed from a form isn’t for visitors to fill in.
 */
export function withFormerAnswers(
  { form, settings }: OpenForm,
  answers: Answers,
  { former, posted, isTyped }: Formerly,
): Answers {
  if (former.length === 0) return answers;
  const { textField } = outcomes[kindOfForm(form)];
  const values = { ...answers.values };
  const numbers = numbersIn(form.language, isTyped);
  const lines: string[] = [];
  for (const question of former) {
    const text = (posted[question.field] ?? '').trim();
    const read = question.customKey === undefined ? valueIn(question, text, settings, numbers) : undefined;
    if (read && 'value' in read) values[question.field] = read.value;
    else lines.push(`${question.label}: ${answerText(question, text, form.language)}`);
  }
  if (lines.length === 0) return { ...answers, values };
  const text = [values[textField], ...lines].filter(Boolean).join('\n\n');
  const room = roomForText(form);
  const errors: FieldFault[] =
    [...text].length > room ? [{ pointer: `/${former[0]?.field}`, code: 'too_long', limit: room }] : [];
  return { ...answers, values: { ...values, [textField]: text }, errors: [...answers.errors, ...errors] };
}

/**
 * The answers of a submission that was accepted earlier. What the fields no longer accept becomes part of the record's
 * text, because the visitor can't be asked again.
 */
export function answersLater(open: OpenForm, { former, posted, isTyped }: Formerly): Answers {
  const { errors, ...answers } = answersIn(open, posted, isTyped);
  const refused = new Set(errors.map(({ pointer }) => pointer));
  const unread = open.questions.filter(
    ({ field, customKey }) => customKey !== undefined && refused.has(`/${field}`),
  );
  const pointers = new Set(unread.map(({ field }) => `/${field}`));
  const left = errors.filter(({ pointer }) => !pointers.has(pointer));
  const formerly = { former: [...former, ...unread], posted, isTyped };
  return withFormerAnswers(open, { ...answers, errors: left }, formerly);
}

/** How long the text can be in all: an e-mail address that another lead has may have to be added to it. */
const roomForText = (form: OpenForm['form']): number =>
  outcomes[kindOfForm(form)].textCharacters - limits.emailCharacters - 2;
