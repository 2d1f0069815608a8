import { expect, test } from 'vitest';
import { distinctTitles } from './distinct-titles.ts';

test('records with the same title are numbered, and others keep their titles', () => {
  const titles = ['Ana', 'Eva', 'Ana'].map((title, place) => ({ id: String(place), title }));
  expect([...distinctTitles(titles).values()]).toEqual(['Ana (1)', 'Eva', 'Ana (2)']);
});
