import { matchAt } from '#lib/commands/match.ts';
import type { AnyRow } from '../view.ts';

/** A person in the organization chart. */
export interface Person {
  row: AnyRow;
  manager?: Person;
  reports: Person[];
  /** Everyone below, at any depth. */
  teamSize: number;
}

export const nameOf = ({ row }: Person): string => String(row.fullName);

/** From the bottom up: the manager, their manager, and so on. */
export function* managersOf(person: Person): Generator<Person> {
  for (let above = person.manager; above; above = above.manager) yield above;
}

/** All people by id. Rows are sorted by name, and so are each person's reports. */
export function chartOf(rows: readonly AnyRow[]): ReadonlyMap<string, Person> {
  const people = new Map(rows.map((row): [string, Person] => [row.id, { row, reports: [], teamSize: 0 }]));
  for (const person of people.values()) {
    const manager = people.get(String(person.row.managerId));
    // Pages loaded at different times can contain a cycle that never existed. Everyone must still be shown.
    if (!manager || manager === person || [...managersOf(manager)].includes(person)) continue;
    person.manager = manager;
    manager.reports.push(person);
  }
  for (const person of people.values()) for (const above of managersOf(person)) above.teamSize += 1;
  return people;
}

/** The top of the chart, people with a team first: those without a manager or with an invisible one. */
export function topsOf(people: ReadonlyMap<string, Person>): Person[] {
  const tops = [...people.values()].filter(({ manager }) => !manager);
  return tops.sort((a, b) => Number(b.teamSize > 0) - Number(a.teamSize > 0));
}

/** A row of the rendered tree. */
export interface ChartLine {
  person: Person;
  /** 1 at the top. */
  level: number;
  isOpen: boolean;
  /** 1 for the first of `of`. */
  place: number;
  of: number;
}

/** The visible rows from top to bottom: reports appear if their manager is expanded. */
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

/** People whose names match, and everyone above them. */
export function search(
  people: ReadonlyMap<string, Person>,
  typed: string,
): { found: ReadonlySet<Person>; way: ReadonlySet<Person> } {
  const found = new Set([...people.values()].filter((person) => matchAt(nameOf(person), typed)));
  return { found, way: new Set([...found].flatMap((person) => [person, ...managersOf(person)])) };
}
