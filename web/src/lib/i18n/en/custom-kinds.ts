import type { CustomKind } from '#contract/custom-field.ts';

/** The kinds of custom fields. */
export const customKinds: Record<CustomKind, string> = {
  text: 'Text',
  longText: 'Long text',
  number: 'Number',
  money: 'Money',
  date: 'Date',
  choice: 'Single choice',
  choices: 'Multiple choice',
  yesNo: 'Yes or no',
  url: 'Link',
  email: 'E-mail',
  phone: 'Phone',
  relation: 'Relation',
};
