import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { api } from '#contract/api.ts';
import { operationId, operationsOf } from '#contract/operation.ts';
import { declareFunctions } from '#infra/functions.ts';
import { documentFile, withMeasured } from './document.ts';
import { measurePatterns, type Measurement } from './measure-patterns.ts';
import { leftOut, patterns } from './patterns.ts';

let measurement: Measurement;

beforeAll(async () => {
  measurement = await measurePatterns();
  // `FULL=1 UPDATE=1 npx vitest run tests/capacity` writes the measured values into the document.
  if (process.env.UPDATE)
    writeFileSync(documentFile, withMeasured(readFileSync(documentFile, 'utf8'), measurement));
}, 1_800_000);

test('every operation of the contract is measured', () => {
  const all = Object.values(api).flatMap((resource) =>
    operationsOf(resource).map(([verb]) => operationId(resource, verb)),
  );
  const named = [...patterns.map(({ operation }) => operation), ...Object.keys(leftOut)].map((id) =>
    id.replace(/^\w+/, (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)),
  );
  // Plain record types share one handler, so the measurements for vendors apply to the others too.
  const plain = declareFunctions(Object.values(api)).filter(({ recordType }) => recordType);
  const asVendors = plain.flatMap(({ name }) =>
    named.some((id) => id.startsWith(`${name}.`))
      ? []
      : operationsOf(api.vendors).map(([verb]) => `${name}.${verb}`),
  );
  // One function serves the lists of all types.
  const asContacts = named.includes('contacts.query') ? Object.keys(api.lists.operations) : [];
  expect(all.filter((id) => ![...named, ...asVendors, ...asContacts].includes(id))).toEqual([]);
});

test('each access pattern consumes exactly the units its items imply', () => {
  const off = measurement.patterns.filter(
    ({ request, then, calculated }) =>
      JSON.stringify([request, then]) !== JSON.stringify([calculated.request, calculated.then]),
  );
  expect(
    off.map(({ pattern, request, then, calculated }) => ({
      of: [pattern.operation, pattern.what],
      request,
      then,
      calculated,
    })),
  ).toEqual([]);
});

test('bounded access patterns stay within their limits', () => {
  const over = measurement.patterns.filter(
    ({ pattern: { goal }, request, then }) =>
      request.read > (goal?.read ?? Infinity) || request.write + then.write > (goal?.write ?? Infinity),
  );
  expect(over.map(({ pattern, request, then }) => [pattern.operation, pattern.what, request, then])).toEqual(
    [],
  );
});

test('requests of every day make as few calls of the table as declared', () => {
  const declared = measurement.patterns.filter(({ pattern }) => pattern.trips);
  expect(declared.length).toBeGreaterThan(3);
  const over = declared.filter(
    ({ pattern, trips }) =>
      trips.calls > (pattern.trips?.calls ?? Infinity) || trips.rounds > (pattern.trips?.rounds ?? Infinity),
  );
  expect(over.map(({ pattern, trips }) => [pattern.operation, pattern.what, trips])).toEqual([]);
});

test('docs/access-patterns.md contains the measured values', () => {
  const document = readFileSync(documentFile, 'utf8');
  expect(document).toBe(withMeasured(document, measurement));
});
