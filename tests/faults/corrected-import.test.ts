import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { bodyOf, callerWith } from '../caller.ts';
import { startHost, temporary } from '../host.ts';
import { checkedImport, importIn, readFile, startedImport } from '../imports.ts';
import { endedJob } from '../jobs.ts';
import { newApiKey, newOrganization, newPerson } from '../organization.ts';
import { letVisibilityPass } from '../queues.ts';

const dataDir = mkdtempSync(path.join(temporary, 'cobalt-corrections-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

test('corrections that were answered survive a kill, also during the check that follows', async () => {
  let host = await startHost({ dataDir });
  const me = await newPerson(host);
  const organization = await newOrganization(me);
  const { secret, call: firstCall } = await newApiKey(host, organization, me);
  let call = firstCall;
  const restart = async () => {
    await host.kill();
    letVisibilityPass(dataDir);
    host = await startHost({ dataDir });
    call = callerWith(host.url, secret);
  };
  const lines = Array.from({ length: 600 }, (_, row) => `Row ${row},no address`);
  const { id, version } = await readFile(call, organization, ['First name,E-mail', ...lines].join('\n'));
  const at = `${organization.path}/imports/${id}`;
  const rows = Array.from({ length: 50 }, (_, index) => ({
    row: index + 2,
    ...(index < 10
      ? { leftOut: true }
      : { cells: [{ column: 1, text: `corrected${index}@people.example` }] }),
  }));
  const answer = await bodyOf(200, call('PATCH', `${at}/rows`, { body: { rows }, ifMatch: version }));
  await restart();
  expect(await bodyOf(200, call('GET', at))).toMatchObject({
    version: answer.version,
    file: { correctedRows: 50 },
  });
  await bodyOf(200, call('POST', `${at}/check`, { ifMatch: answer.version }));
  await restart();
  const counts = { rows: 600, creates: 40, updates: 0, skips: 10, refusals: 550 };
  const checked = await importIn(call, organization, id, ['checked']);
  expect(checked.file.check).toMatchObject(counts);
  const again = await checkedImport(call, organization, checked);
  expect(again.file.check).toMatchObject(counts);
  const { jobId } = await startedImport(call, organization, again);
  expect(await endedJob(call, organization, jobId)).toMatchObject({ done: 40, created: 40 });
  await host.stop();
}, 3_600_000);
