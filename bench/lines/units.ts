import { readFileSync, writeFileSync } from 'node:fs';
import { documentFile, withMeasured } from '../../tests/capacity/document.ts';
import { measurePatterns } from '../../tests/capacity/measure-patterns.ts';
import { atMost, type Figure } from '../figure.ts';

/** P3: capacity units of the access patterns that have goals. Write units include those of stream readers. */
export async function measureUnits(writesDocument: boolean): Promise<Figure[]> {
  const measurement = await measurePatterns();
  if (writesDocument)
    writeFileSync(documentFile, withMeasured(readFileSync(documentFile, 'utf8'), measurement));
  return measurement.patterns.flatMap(({ pattern: { operation, what, goal = {} }, request, then }) => {
    const name = what ? `${operation}, ${what}` : operation;
    return [
      ...(goal.read === undefined ? [] : [atMost('P3', name, request.read, 'RRU', goal.read)]),
      ...(goal.write === undefined
        ? []
        : [atMost('P3', `${name}, and what follows`, request.write + then.write, 'WRU', goal.write)]),
    ];
  });
}
