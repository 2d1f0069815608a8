import { expect, test } from 'vitest';
import { askableFields, formKinds } from '#contract/form.ts';
import { languages } from '#contract/language.ts';
import { recordTypes } from '#contract/record-types.ts';
import { fieldLabels } from './form-start.ts';

test('every standard field that a form can ask for has a label in both languages', () => {
  const fields = formKinds.flatMap((kind) => askableFields(recordTypes[kind].fields).map(([name]) => name));
  for (const language of languages)
    expect(Object.keys(fieldLabels[language]).toSorted()).toEqual(fields.toSorted());
});
