import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allOperations } from './subjects.ts';
import { valuesOf } from './schema-values.ts';

/** Only the full tier sends generated requests, so this shows missing values before. */
test('values can be generated for every query and body of the contract', () => {
  for (const { name, operation } of allOperations) {
    for (const schema of [operation.query, operation.body]) {
      if (schema) expect(() => fc.sample(valuesOf(schema), { seed: 1, numRuns: 1 }), name).not.toThrow();
    }
  }
});
