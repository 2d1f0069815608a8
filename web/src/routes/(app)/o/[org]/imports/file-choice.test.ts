import { expect, test } from 'vitest';
import { importOutput } from '#contract/import.ts';
import { fileEndings } from './file-choice.ts';

test('the page offers files of every format that an import reads', () => {
  const { format } = importOutput.shape.file.shape;
  const endings = format.def.innerType.options.map((option) => `.${option}`);
  expect(fileEndings).toEqual(expect.arrayContaining(endings));
});
