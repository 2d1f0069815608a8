import { matchAt } from '#lib/commands/match.ts';
import type { AnyRow } from '../record-client.ts';

/** A person in the organization chart. */
export interface Person {
  row: AnyRow;
  manager?: Person;
  reports: Person[];
  /** The number of direct and indirect reports. */
  teamSize: number;
}

export const nameOf = ({ row }: Person): string => String(row.fullName);

/** A person's managers, from the direct manager to the top. */
export function* managersOf(person: Person): Generator<Person> {
  for (let above = person.manager; above; above = above.manager) yield above;
}

/** All people by ID. Reports keep the order of the rows, which are sorted by name. */
export function chartOf(rows: readonly AnyRow[]): ReadonlyMap<string, Person> {
  const people = new Map(rows.map((row): [string, Person] => [row.id, { row, reports: [], teamSize: 0 }]));
  for (const person of people.values()) {
    const manager = people.get(String(person.row.managerId));
    // Skips a manager that would close a cycle, because nobody in a cycle would be shown. Cycles can appear because the
    // pages are loaded at different times.
    if (!manager || manager === person || [...managersOf(manager)].includes(person)) continue;
    person.manager = manager;
    manager.reports.push(person);
  }
  for (const person of people.values()) for (const above of managersOf(person)) above.teamSize += 1;
  return people;
}

/** The top level of the chart: people without a manager in the chart. Those with a team come first. */
export function topsOf(people: ReadonlyMap<string, Person>): Person[] {
  const tops = [...people.values()].filter(({ manager }) => !manager);
  return tops.sort((a, b) => Number(b.teamSize > 0) - Number(a.teamSize > 0));
}

/** A visible row of the tree. */
export interface ChartLine {
  person: Person;
  /** Level in the tree, starting with 1 at the top. */
  level: number;
  isOpen: boolean;
  /** Position among the `of` rows with the same manager, starting with 1. */
  place: number;
  of: number;
}

/** The visible rows from top to bottom. `shownBelow` returns the reports of a person that are shown. */
export function linesOf(
  people: readonly Person[],
  shownBelow: (person: Person, level: number) => readonly Person[],
  level = 1,
): ChartLine[] {
  return people.flatMap((person, index) => {
    const below = shownBelow(person, level);
    const line = { person, level, isOpen: below.length > 0, place: index + 1, of: people.length };
    return [line, ...linesOf(below, shownBelow, level + 1)];
  });
}

/** `found`: the people whose names match. `way`: the same people and all their managers. */
export function search(
  people: ReadonlyMap<string, Person>,
  typed: string,
): { found: ReadonlySet<Person>; way: ReadonlySet<Person> } {
  const found = new Set([...people.values()].filter((person) => matchAt(nameOf(person), typed)));
  return { found, way: new Set([...found].flatMap((person) => [person, ...managersOf(person)])) };
}
