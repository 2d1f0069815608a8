import { beforeAll, describe, expect, inject, test } from 'vitest';
import { awaited } from '../awaited.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { checkedImport, readFile, startedImport } from '../imports.ts';
import { endedJob } from '../jobs.ts';
import { newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let call: Call;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const checked = async (content: string): Promise<any> =>
  checkedImport(call, organization, await readFile(call, organization, content));

async function refusedRowsOf(id: string, query: Record<string, string> = {}): Promise<any> {
  const found = await bodyOf(200, call('GET', at(`imports/${id}/refused-rows`), { query }));
  const answer = await fetch(found.url);
  return { ...found, answer, text: await answer.text() };
}

describe('the file of refused rows', () => {
  const longHeader = `City ${'x'.repeat(120)}`;
  const file = [
    `First name;E-mail;Country;${longHeader};Job title`,
    'Fine;fine@people.example;Chile;Lima;',
    `Wrong;not an address;Atlantis;"Cali; ""Valle""";'=1+1`,
    ';nameless@people.example;Chile;;-2 %',
  ].join('\n');

  test('has the columns of the imported file, and the reasons in the language of the reader', async () => {
    const { id } = await checked(file);
    const { text, answer, rows, isComplete } = await refusedRowsOf(id);
    expect({ rows, isComplete }).toEqual({ rows: 2, isComplete: true });
    expect(answer.headers.get('content-disposition')).toContain('contacts (not imported).csv');
    expect(text.replace('\uFEFF', '').split('\r\n')).toEqual([
      `First name;E-mail;Country;${longHeader};Job title;Not imported because`,
      `Wrong;not an address;Atlantis;"Cali; ""Valle""";'=1+1;"E-mail: Not an e-mail address; Country: Unknown country"`,
      ";nameless@people.example;Chile;;'-2 %;First name: Required",
      '',
    ]);
    const spanish = await refusedRowsOf(id, { language: 'es' });
    expect(spanish.text).toContain('No importado porque');
    expect(spanish.text).toContain('Country: País desconocido');
  });

  test('can be imported as it is, without the column of reasons, as often as rows are refused', async () => {
    const first = await refusedRowsOf((await checked(file)).id);
    const again = await checked(first.text);
    const fields = again.file.columns.map((column: any) => column?.field ?? null);
    expect(fields).toEqual(['firstName', 'email', 'country', null, 'jobTitle', null]);
    expect(again.file.check).toMatchObject({ rows: 2, refusals: 2 });
    expect((await refusedRowsOf(again.id)).text).toBe(first.text);

    const email = `${unique('corrected')}@people.example`;
    const corrected = await checked(
      first.text.replace('not an address', email).replace('Atlantis', 'Colombia'),
    );
    expect(corrected.file.check).toMatchObject({ creates: 1, refusals: 1 });
    const { jobId } = await startedImport(call, organization, corrected);
    await endedJob(call, organization, jobId);
    const [{ id }] = (await bodyOf(200, call('GET', at('contacts'), { query: { q: email } }))).items;
    expect(await bodyOf(200, call('GET', at(`contacts/${id}`)))).toMatchObject({ jobTitle: '=1+1' });
  });

  test('also has the rows that the job could not write', async () => {
    const name = unique('Vanishing ');
    const customer = await bodyOf(201, call('POST', at('customers'), { body: { name } }));
    const ready = await checked(
      ['First name,E-mail,Customer', `Linked,,${name}`, 'Wrong,no address,', 'Fine,,'].join('\n'),
    );
    expect(ready.file.check).toMatchObject({ creates: 2, refusals: 1 });
    await bodyOf(200, call('DELETE', at(`customers/${customer.id}`), { ifMatch: customer.version }));
    const { id, jobId } = await startedImport(call, organization, ready);
    expect(await endedJob(call, organization, jobId)).toMatchObject({ done: 1, failed: 1 });
    const { text, rows } = await refusedRowsOf(id);
    expect(rows).toBe(2);
    expect(text).toContain(`Linked,,${name},`);
    expect(text).toContain('Wrong,no address,,E-mail: Not an e-mail address');
    expect(text).not.toContain('Fine');
  });

  test('also has the rows that a cancelled job never reached, and no others', async () => {
    const mark = unique('n');
    const total = 1_500;
    const lines = Array.from({ length: total }, (_, index) => `Row,${mark}-${index}@people.example`);
    const whole = ['First name,E-mail', ...lines].join('\n');
    const { id, jobId } = await startedImport(call, organization, await checked(whole));
    await awaited(
      'the first rows',
      () => bodyOf(200, call('GET', at(`jobs/${jobId}`))),
      ({ done }) => done > 0,
    );
    await bodyOf(200, call('POST', at(`jobs/${jobId}/cancel`)));
    await host.settled(organization);
    const { state, done } = await bodyOf(200, call('GET', at(`jobs/${jobId}`)));
    expect(state).toBe('cancelled');
    const { text, rows } = await refusedRowsOf(id);
    expect(rows).toBe(total - done);
    expect(text).toMatch(/,The import ended before it reached this row\r\n$/);
    // Rows that the job has written would be left out, because their records exist.
    expect((await checked(text)).file.check).toMatchObject({ creates: rows, skips: 0, refusals: 0 });
  });

  test('also has the rows whose records were written, but not their notes', async () => {
    const mark = unique('n');
    const total = 1_500;
    const lines = Array.from({ length: total }, (_, index) => `Row,${mark}-${index}@people.example,Calls`);
    const whole = ['First name,E-mail,Notes', ...lines].join('\n');
    const { id, jobId } = await startedImport(call, organization, await checked(whole));
    await awaited(
      'all records',
      () => bodyOf(200, call('GET', at(`jobs/${jobId}`))),
      ({ done }) => done >= total,
    );
    await bodyOf(200, call('POST', at(`jobs/${jobId}/cancel`)));
    await host.settled(organization);
    const { state, done } = await bodyOf(200, call('GET', at(`jobs/${jobId}`)));
    expect(state).toBe('cancelled');
    const { text, rows } = await refusedRowsOf(id);
    expect(rows).toBe(2 * total - done);
    const reasons = text.match(/,"The record was imported, but its note wasn’t"\r\n/g);
    expect(reasons).toHaveLength(rows);
  });

  test('is refused if no row was refused, and before the check', async () => {
    const ready = await readFile(call, organization, 'First name\nAna');
    expect((await call('GET', at(`imports/${ready.id}/refused-rows`))).body).toMatchObject({
      code: 'conflict',
    });
    const { id } = await checkedImport(call, organization, ready);
    const answer = await call('GET', at(`imports/${id}/refused-rows`));
    expect([answer.status, answer.body.detail]).toEqual([409, 'No row of this file was refused.']);
  });
});
