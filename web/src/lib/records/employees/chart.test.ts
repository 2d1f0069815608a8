import { describe, expect, test } from 'vitest';
import type { AnyRow } from '../record-client.ts';
import { chartOf, linesOf, nameOf, search, topsOf } from './chart.ts';

const row = (id: string, managerId?: string) => ({ id, fullName: id, managerId }) as unknown as AnyRow;
const rows = [
  row('Ada'),
  row('Bo', 'Dana'),
  row('Celia', 'Bo'),
  row('Dana'),
  row('Éva', 'Celia'),
  row('Finn', 'somebody who is gone'),
];

describe('the organization chart', () => {
  test('has people without a visible manager at the top, teams first', () => {
    expect(topsOf(chartOf(rows)).map(nameOf)).toEqual(['Dana', 'Ada', 'Finn']);
  });

  test('counts everyone below as the team', () => {
    const people = chartOf(rows);
    expect([...people.values()].map((person) => person.teamSize)).toEqual([0, 2, 1, 3, 0, 0]);
  });

  test('renders only expanded rows, each with its position', () => {
    const lines = linesOf(topsOf(chartOf(rows)), ({ reports }, level) => (level < 2 ? reports : []));
    expect(
      lines.map(({ person, level, place, of, isOpen }) => [nameOf(person), level, place, of, isOpen]),
    ).toEqual([
      ['Dana', 1, 1, 3, true],
      ['Bo', 2, 1, 1, false],
      ['Ada', 1, 2, 3, false],
      ['Finn', 1, 3, 3, false],
    ]);
  });

  test('finds part of a name without accents, with the path to it', () => {
    const { found, way } = search(chartOf(rows), 'ev');
    expect([...found].map(nameOf)).toEqual(['Éva']);
    expect([...way].map(nameOf)).toEqual(['Éva', 'Celia', 'Bo', 'Dana']);
  });

  test('loses nobody in a cycle', () => {
    const people = chartOf([row('Ada', 'Bo'), row('Bo', 'Celia'), row('Celia', 'Ada'), row('Dana', 'Dana')]);
    const lines = linesOf(topsOf(people), ({ reports }) => reports);
    expect(lines.map(({ person }) => nameOf(person)).sort()).toEqual(['Ada', 'Bo', 'Celia', 'Dana']);
  });
});
