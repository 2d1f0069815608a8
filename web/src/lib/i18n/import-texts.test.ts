import { expect, test } from 'vitest';
import { chain } from './en/import-chain.ts';
import { started } from './en/import-started.ts';
import { chain as spanishChain } from './es/import-chain.ts';
import { started as spanishStarted } from './es/import-started.ts';

test('the name of a tag that stays after an undo is shown as it is, with # in it', () => {
  expect(started.tagsStay(1, ['#vip'])).toContain('The tag #vip stays.');
  expect(started.tagsStay(2, ['#vip', 'a'])).toContain('The tags #vip and a stay.');
  expect(spanishStarted.tagsStay(1, ['#vip'])).toContain('La etiqueta #vip se conserva.');
});

test('the sum of linked imports has the number of rows and files in the singular and the plural', () => {
  expect([chain.sum(1, 1), chain.sum(2, 3)]).toEqual(['1 row from 1 file', '2 rows from 3 files']);
  expect([spanishChain.sum(1, 1), spanishChain.sum(2, 3)]).toEqual([
    '1 fila de 1 archivo',
    '2 filas de 3 archivos',
  ]);
});
