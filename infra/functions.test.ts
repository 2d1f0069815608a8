import { expect, test } from 'vitest';
import { api } from '#contract/api.ts';
import { operationsOf } from '#contract/operation.ts';
import { plainResource } from '#contract/record-operations.ts';
import type { RecordType } from '#contract/record-type.ts';
import { recordTypes } from '#contract/record-types.ts';
import { limits } from '#contract/limits.ts';
import { declareFunctions } from './functions.ts';
import { stageSettings } from './stages.ts';

const resources = Object.values(api);
const typeOf = (plural: string): RecordType | undefined =>
  Object.values<RecordType>(recordTypes as never).find((type) => type.plural === plural);

test('the handler of plain record types serves only types that have the standard operations', () => {
  const plain = declareFunctions(resources).filter(({ recordType }) => recordType !== undefined);
  expect(plain.length).toBeGreaterThan(2);
  for (const { name } of plain) {
    const resource = resources.find((candidate) => candidate.name === name)!;
    const verbs = operationsOf(resource).map(([verb]) => verb);
    expect(verbs, `functions/${name}/handler.ts is missing`).toEqual(
      Object.keys(plainResource(typeOf(name)!).operations),
    );
  }
});

test('only functions of record types with unique values may delete their items', () => {
  const deletes = declareFunctions(resources).flatMap(({ name, rights }) =>
    typeOf(name) && rights.some(({ actions }) => actions.includes('dynamodb:DeleteItem')) ? [name] : [],
  );
  expect(deletes).toEqual(
    Object.values<RecordType>(recordTypes as never).flatMap(({ plural, unique, uniqueBySetting }) =>
      unique.length > 0 || uniqueBySetting ? [plural] : [],
    ),
  );
});

test.each(['dev', 'staging', 'prod', 'other'])(
  'in stage %s, a change of settings is applied to records when no function can write with the previous settings',
  (stage) => {
    const writers = declareFunctions(resources).filter(
      ({ name, source }) => source.kind === 'routes' || name === 'job-runner',
    );
    const longest = Math.max(...writers.map(({ timeoutSeconds }) => timeoutSeconds));
    const { settleSeconds } = stageSettings(stage);
    expect(settleSeconds).toBeGreaterThanOrEqual(limits.settingsCachedSeconds + longest);
  },
);

test('the job runner gets the time after which a change of settings is applied', () => {
  const runner = declareFunctions(resources).find(({ name }) => name === 'job-runner');
  expect(runner?.variables).toContain('SETTLE_SECONDS');
});

test('only the purge and erasures may delete former versions, the purge in every folder that a function can write to', () => {
  const declared = declareFunctions(resources);
  const mayDo = (name: string, action: string) =>
    new Set(
      declared.flatMap((declaration) =>
        declaration.name === name
          ? declaration.rights.filter(({ actions }) => actions.includes(action)).map(({ on }) => on)
          : [],
      ),
    );
  const writable = declared.flatMap(({ rights }) =>
    rights.filter(({ actions }) => actions.includes('s3:PutObject')).map(({ on }) => on),
  );
  expect([...mayDo('purge', 's3:DeleteObjectVersion')].sort()).toEqual([...new Set(writable)].sort());
  for (const { name } of declared.filter((declaration) => !['purge', 'erasures'].includes(declaration.name)))
    expect(mayDo(name, 's3:DeleteObjectVersion').size, name).toBe(0);
});
