import { expect, test } from 'vitest';
import { mainWords } from './person-name.ts';

test.each([
  ['Laura Gómez', 'Gómez'],
  ['Laura Gómez Pérez', 'Gómez'],
  ['Ana María Gómez Pérez', 'Gómez'],
  ['María de la Cruz Pérez', 'Cruz'],
  ['José Luis de la Torre García', 'Torre'],
  ['Laura', undefined],
])('where people have two surnames, %s is told by the first of them', (name, family) => {
  expect(mainWords(name, true)).toEqual([name.split(' ')[0], family]);
});

test.each([
  ['John Ronald Smith', 'Smith'],
  ['Zoë van der Bergh', 'Bergh'],
  ['łukasz wójcik', 'wójcik'],
])('elsewhere, %s is told by the last word', (name, family) => {
  expect(mainWords(name, false)).toEqual([name.split(' ')[0], family]);
});
