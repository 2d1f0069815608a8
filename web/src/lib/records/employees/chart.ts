import { matchAt } from '#lib/commands/match.ts';
import type { AnyRow } from '../view.ts';

/** Somebody in the organization chart. */
export interface Person {
  row: AnyRow;
  manager?: Person;
  reports: Person[];
  /** Everybody below, at any depth. */
  teamSize: number;
}

export const nameOf = ({ row }: Person): string => String(row.fullName);

/** From the bottom up: the manager, theirs, and so on. */
export function* managersOf(person: Person): Generator<Person> {
  for (let above = person.manager; above; above = above.manager) yield above;
}

/** Everybody by their id. Rows are in the order of names, and so are the reports of each. */
export function chartOf(rows: readonly AnyRow[]): ReadonlyMap<string, Person> {
  const people = new Map(rows.map((row): [string, Person] => [row.id, { row, reports: [], teamSize: 0 }]));
  for (const person of people.values()) {
    const manager = people.get(String(person.row.managerId));
    // Pages that were read one after the other may tell of a circle that never was: nobody is lost in it.
    if (!manager || manager === person || [...managersOf(manager)].includes(person)) continue;
    person.manager = manager;
    manager.reports.push(person);
  }
  for (const person of people.values()) for (const above of managersOf(person)) above.teamSize += 1;
  return people;
}

/** Who stands at the top, those with a team first: without a manager, or under one who is not to be seen. */
export function topsOf(people: ReadonlyMap<string, Person>): Person[] {
  const tops = [...people.values()].filter(({ manager }) => !manager);
  return tops.sort((a, b) => Number(b.teamSize > 0) - Number(a.teamSize > 0));
}

/** A line of the tree as it is drawn. */
export interface ChartLine {
  person: Person;
  /** 1 at the top. */
  level: number;
  isOpen: boolean;
  /** 1 for the first of `of`. */
  place: number;
  of: number;
}

/** The tree from top to bottom; those below somebody are there if that one is open. */
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

/** Who is called what was typed, and everybody above them: the way to where they stand. */
export function search(
  people: ReadonlyMap<string, Person>,
  typed: string,
): { found: ReadonlySet<Person>; way: ReadonlySet<Person> } {
  const found = new Set([...people.values()].filter((person) => matchAt(nameOf(person), typed)));
  return { found, way: new Set([...found].flatMap((person) => [person, ...managersOf(person)])) };
}
