import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { callerWith } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  newApiKey,
  newOrganization,
  newPerson,
  type TestKey,
  type TestOrganization,
} from '../organization.ts';

const shell = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');
const host = connectHost(inject('host'));
let folder: string;
let organization: TestOrganization;
let key: TestKey;

const node = (file: string, ...args: string[]) =>
  shell(process.execPath, [path.join(root, file), ...args], {
    cwd: folder,
    env: { ...process.env, SITE: host.url, ORG: organization.id, KEY: key.secret },
  });

/** Compiles a program in the folder. Resolves with the compiler's messages: none if it compiles. */
async function compile(): Promise<string> {
  const compiler = 'node_modules/typescript-native/bin/tsc';
  return node(compiler, '-p', folder).then(
    () => '',
    ({ stdout }: { stdout: string }) => stdout,
  );
}

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  key = await newApiKey(host, organization, organization.owner);
  // Inside the project, so that the program finds the client library.
  await mkdir(path.join(root, '.build'), { recursive: true });
  folder = await mkdtemp(path.join(root, '.build', 'client-'));
  await cp(path.join(root, 'tests/client'), folder, { recursive: true });
  const { body } = await callerWith(host.url, undefined)('GET', '/v1/openapi.json');
  await writeFile(path.join(folder, 'openapi.json'), JSON.stringify(body));
  await node('node_modules/openapi-typescript/bin/cli.js', 'openapi.json', '-o', 'description.d.ts');
});
afterAll(() => rm(folder, { recursive: true }));

test('a program with types that a public generator makes of the description compiles, and its journey succeeds', async () => {
  expect(await compile()).toBe('');
  const { stdout } = await node(path.relative(root, path.join(folder, 'journey.ts')));
  expect(stdout).toBe('done\n');
});

test('a program that sends or reads what the description lacks doesn’t compile', async () => {
  const program = `
    import type { components } from './description.d.ts';
    export const contact: components['schemas']['ContactCreate'] = { firstName: 'Ana', shoeSize: 38 };
    export const price: components['schemas']['Money'] = { amountMinor: 1, currency: 'XQZ' };
    export const read = (deal: components['schemas']['Deal']): string => deal.lostReason;
  `;
  await writeFile(path.join(folder, 'journey.ts'), program);
  const messages = await compile();
  expect(messages).toContain("'shoeSize' does not exist");
  expect(messages).toContain('Type \'"XQZ"\' is not assignable');
  expect(messages).toContain("Type 'undefined' is not assignable to type 'string'");
});
