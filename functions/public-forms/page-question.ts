import { limits } from '#contract/limits.ts';
import type { FieldFault } from '#contract/problem.ts';
import { Markup, markup } from '#http/markup.ts';
import type { OpenForm } from '#data/forms/open-form.ts';
import type { Question } from '#data/forms/questions.ts';
import { errorText, textsIn } from './texts.ts';

const completions: Record<string, string> = {
  firstName: 'given-name',
  lastName: 'family-name',
  email: 'email',
  writerName: 'name',
  writerEmail: 'email',
  phones: 'tel',
  company: 'organization',
  jobTitle: 'organization-title',
};

const inputs: Partial<Record<Question['kind'], string>> = {
  // Browsers refuse letters with accents before the `@` in inputs for e-mail addresses.
  email: 'type="text" inputmode="email" autocapitalize="none" spellcheck="false"',
  phones: 'type="tel"',
  phone: 'type="tel"',
  url: 'type="url" placeholder="https://"',
  date: 'type="date"',
  // Number inputs change when the page is scrolled, and are submitted empty if they contain a text.
  money: 'type="text" inputmode="decimal"',
  number: 'type="text" inputmode="decimal"',
};

/** A question with its help text, its error and the previous answer. */
export function formQuestion(
  { form, settings }: OpenForm,
  question: Question,
  value: string | undefined,
  errors: readonly FieldFault[],
): Markup {
  const { field, label, kind, isRequired, help } = question;
  const error = errors.find(({ pointer }) => pointer === `/${field}`);
  const id = `f-${field}`;
  const described = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ');
  const state = markup`${described ? markup`aria-describedby="${described}"` : ''} ${error ? new Markup('aria-invalid="true"') : ''}`;
  const unit = kind === 'money' ? ` (${settings.currency})` : '';
  const name = markup`${label}${unit}${isRequired ? ' *' : ''}`;
  const about = markup`${help ? markup`<p class="muted help" id="${id}-help">${help}</p>` : ''} ${
    error
      ? markup`<p class="error" id="${id}-error">${questionErrorText(form.language, question, error, value)}</p>`
      : ''
  }`;
  if (kind === 'choices')
    return markup`<fieldset class="field" id="${id}" tabindex="-1" ${state}>
      <legend>${name}</legend>
      ${severalOf(question, value)} ${about}
    </fieldset>`;
  const rest = markup`id="${id}" name="${field}" ${isRequired ? new Markup('required') : ''} ${state}`;
  return markup`<div class="field">
    <label for="${id}">${name}</label>
    ${control(form.language, question, value ?? '', rest)} ${about}
  </div>`;
}

function control(
  language: OpenForm['form']['language'],
  { field, kind, maxLength, options }: Question,
  value: string,
  rest: Markup,
): Markup {
  const { yes, no, choose } = textsIn(language);
  if (kind === 'yesNo' || kind === 'choice') {
    const offered =
      kind === 'choice'
        ? options
        : [
            { id: 'yes', label: yes },
            { id: 'no', label: no },
          ];
    return markup`<select ${rest}>
      <option value="">${choose}</option>
      ${offered.map(
        (option) =>
          markup`<option value="${option.id}" ${option.id === value ? new Markup('selected') : ''}>${option.label}</option>`,
      )}
    </select>`;
  }
  const size = markup`autocomplete="${completions[field] ?? 'off'}" maxlength="${Math.min(maxLength ?? Infinity, limits.formValueCharacters)}"`;
  return kind === 'longText'
    ? markup`<textarea ${rest} ${size}>\n${value}</textarea>`
    : markup`<input ${new Markup(inputs[kind] ?? 'type="text"')} value="${value}" ${rest} ${size} />`;
}

/**
 * Checkboxes of a multiple choice. They have the same name, so that they are submitted together. HTML cannot require
 * one of them, so the service checks it.
 */
function severalOf({ field, options }: Question, value: string | undefined): Markup[] {
  const ticked = new Set(value?.split(','));
  return options.map(({ id, label }) => {
    const box = `f-${field}-${id}`;
    return markup`<div class="check">
      <input
        type="checkbox"
        id="${box}"
        name="${field}"
        value="${id}"
        ${ticked.has(id) ? new Markup('checked') : ''}
      />
      <label for="${box}">${label}</label>
    </div>`;
  });
}

/** What is wrong with an answer. A choice that was removed while the page was open is named. */
export function questionErrorText(
  language: OpenForm['form']['language'],
  { retiredOptions = [] }: Question,
  error: FieldFault,
  value = '',
): string {
  const sent = new Set(value.split(',').map((id) => id.trim()));
  const removed = retiredOptions.filter(({ id }) => sent.has(id)).map(({ label }) => label);
  return error.code === 'not_a_choice' && removed.length > 0
    ? textsIn(language).removedChoice(removed)
    : errorText(language, error);
}
