import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '#infra/functions.ts';

const folders = '{shared,functions,events}/**/*.ts';

/** Matches a condition on the existence or the version of an item. */
const condition = /'attribute_(?:not_)?exists\(pk\)'|version = :/;

test('conditions on existence and version are written in shared/data/store/condition.ts only', () => {
  const files = globSync(folders, { cwd: projectRoot }).filter((file) => !file.endsWith('.test.ts'));
  const found = files.filter((file) => condition.test(readFileSync(path.join(projectRoot, file), 'utf8')));
  expect(found).toEqual(['shared/data/store/condition.ts']);
});
