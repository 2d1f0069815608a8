import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordKey } from '#data/store/keys.ts';
import { eraseAgainKey } from '#data/store/pass-keys.ts';
import { importKey } from '#data/store/run-keys.ts';
import { awaited } from '../awaited.ts';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf } from '../caller.ts';
import type { HostUnderTest } from '../host.ts';
import { changedImport, checkedImport, readFile, startedImport } from '../imports.ts';
import { endedJob } from '../jobs.ts';
import {
  newContact,
  newOrganization,
  newPerson,
  unique,
  type Person,
  type TestOrganization,
} from '../organization.ts';
import { erased } from '../personal-data.ts';
import { newForm, readToken } from '../forms.ts';
import { visit } from '../visitor.ts';
import { startQuietHost } from '../quiet-host.ts';
import { openTable } from '../table.ts';
import { addPerson, copies } from './known-person.ts';
import { readTable } from './table-under-test.ts';

let host: HostUnderTest;

beforeAll(async () => {
  host = await startQuietHost();
}, 900_000);
afterAll(() => host.stop());

const issueQuestions = ['subject', 'description', 'writerEmail', 'writerName'].map((field) => ({
  ...{ field, label: field, isRequired: true },
}));

/** The time after which another run goes on with the work of a run that was killed. */
const leaseMs = 7_000;

/** Invokes the function until an erasure has ended, which takes a minute at least. */
async function ended({ path: base }: TestOrganization, { call }: Person, id: string): Promise<void> {
  const at = `${base}/personal-data/erasures/${id}`;
  for (let runs = 0; (await bodyOf(200, call('GET', at))).state !== 'done'; runs += 1) {
    expect(runs, 'the erasure ends').toBeLessThan(100);
    await host.invoke('erasures').catch(() => 'another run is at work');
    await sleep(3_000);
  }
}

const containing = async (texts: readonly string[]): Promise<string[]> => {
  const items = await readTable(host.info);
  return items
    .filter((item) => texts.some((text) => JSON.stringify(item).toLowerCase().includes(text.toLowerCase())))
    .map(({ pk, sk, kind }) => `${pk} ${sk} ${kind}`);
};

test(
  'an erasure that is killed at each step leaves nothing of a person in the table, the buckets and the queues',
  { timeout: 3_000_000 },
  async () => {
    const owner = await newPerson(host);
    const organization = await newOrganization(owner);
    const { call } = owner;
    const { path: base } = organization;
    const known = await addPerson(host, organization, owner);
    expect((await containing(known.texts)).length).toBeGreaterThan(20);
    for (const text of [known.fullName, known.texts[0]!])
      expect(copies(host).includes(Buffer.from(text).toString('latin1'))).toBe(true);

    const { id } = await erased(call, organization, 'contact', known.id, known.fullName, {
      erasesShared: true,
    });
    expect((await call('GET', `${base}/contacts/${known.id}`)).body.errors).toMatchObject([
      { code: 'deleted' },
    ]);
    for (const delayMs of [50, 100, 200, 400, 800, 1_600]) {
      const run = host.invoke('erasures').catch(() => 'killed');
      await sleep(delayMs);
      await host.killFunction('erasures');
      await run;
      await sleep(leaseMs);
    }
    await ended(organization, owner, id);
    await host.settled();

    expect(await containing(known.texts)).toEqual([]);
    const left = copies(host);
    for (const text of known.texts)
      expect(left.includes(Buffer.from(text).toString('latin1')), text).toBe(false);
    expect((await call('GET', `${base}/contacts/${known.id}`)).status).toBe(404);

    const { dealId, familyId, customerId, activityId } = known.others;
    const activity = await bodyOf(200, call('GET', `${base}/activities/${activityId}`));
    expect(activity).toMatchObject({ title: 'Write to [erased]', about: [{ type: 'customer' }] });
    expect((await bodyOf(200, call('GET', `${base}/deals/${dealId}`))).title).toBe('House of [erased]');
    const family = await bodyOf(200, call('GET', `${base}/contacts/${familyId}`));
    expect(family).toMatchObject({ firstName: 'Gustavo', phones: [{ number: '+573009998877' }] });
    const notes = await bodyOf(200, call('GET', `${base}/notes/customer/${customerId}`));
    expect(notes.items[0].body).toBe('Ask [erased] ([erased]).');
    const query = { q: 'Solis' };
    expect((await bodyOf(200, call('GET', `${base}/contacts`, { query }))).items).toHaveLength(1);
  },
);

test(
  'an invoice that was issued keeps the person to whom it was issued, and everything else about it doesn’t',
  { timeout: 600_000 },
  async () => {
    const owner = await newPerson(host);
    const organization = await newOrganization(owner);
    const { call } = owner;
    const { path: base } = organization;
    const [email, fullName] = [`${unique('nerea')}@people.example`, unique('Nerea Ibarra')];
    const [firstName = '', ...rest] = fullName.split(' ');
    const person = await newContact(organization, call, { firstName, lastName: rest.join(' '), email });
    const customer = { name: fullName, email };
    const { id } = await bodyOf(201, call('POST', `${base}/customers`, { body: customer }));
    await readyToBill(call, organization);
    const notes = `For ${fullName}`;
    const draft = () => newDraft(call, organization, id, [100], { notes });
    const [invoice, other] = [await issued(call, organization, await draft()), await draft()];
    const at = (one: any) => `${base}/invoices/${one.id}`;
    const note = { body: `${fullName} asked for it` };
    await bodyOf(201, call('POST', `${base}/notes/invoice/${invoice.id}`, { body: note }));
    const { id: erasureId } = await erased(call, organization, 'contact', person.id, fullName, {
      erasesShared: true,
    });
    await ended(organization, owner, erasureId);
    const kept = await bodyOf(200, call('GET', at(invoice)));
    expect(kept).toMatchObject({ number: invoice.number, parties: invoice.parties, notes });
    expect(kept.parties.buyer).toMatchObject(customer);
    expect(await bodyOf(200, call('GET', at(other)))).toMatchObject({ notes: 'For [erased]' });
    const { items } = await bodyOf(200, call('GET', `${base}/notes/invoice/${invoice.id}`));
    expect(items).toMatchObject([{ body: '[erased] asked for it' }]);
    await host.settled();
    expect(await containing([email])).toEqual([expect.stringContaining(`#invoice#${invoice.id} ~ record`)]);
  },
);

test(
  'what was sent to a person, asked by them or written about them has no claim on their address, in whatever order records have the name',
  { timeout: 600_000 },
  async () => {
    const owner = await newPerson(host);
    const organization = await newOrganization(owner);
    const { call } = owner;
    const make = (at: string, body: object) =>
      bodyOf(201, call('POST', `${organization.path}/${at}`, { body }));
    const [email, lastName] = [`${unique('nerea')}@people.example`, unique('Ibarra')];
    const fullName = `Nerea ${lastName}`;
    const customer = await make('customers', { name: unique('Acme ') });
    const own = { customerId: customer.id, email };
    const person = await newContact(organization, call, { firstName: 'Nerea', lastName, ...own });
    // The same person, in one field and in the other order.
    await make('leads', { firstName: fullName, email });
    await make('leads', { firstName: `${lastName},`, lastName: 'Nerea', email });
    await make('leads', {
      firstName: `${lastName} Nerea`,
      email,
      phones: [{ number: '+34600111222', label: 'work' }],
    });

    const ofTheirs = { customerId: customer.id, contactId: person.id };
    const quote = await make('quotes', { ...ofTheirs, title: `For <${email}>` });
    const lines = [{ description: 'Consulting', quantity: 1, unitPriceMinor: 100 }];
    const ready = await make('quotes', { ...ofTheirs, lines });
    await bodyOf(
      200,
      call('POST', `${organization.path}/quotes/${ready.id}/send`, { body: {}, ifMatch: ready.version }),
    );
    await readyToBill(call, organization);
    const draft = await newDraft(call, organization, customer.id, [100], { contactId: person.id });
    const { id: invoiceId, version } = await issued(call, organization, draft);
    await bodyOf(
      200,
      call('POST', `${organization.path}/invoices/${invoiceId}/send`, { body: { email }, ifMatch: version }),
    );
    const form = await newForm(organization, { creates: 'issue', fields: issueQuestions });
    const answers = {
      ...{
        subject: `From ${email}`,
        description: `I am <${email}>.`,
        writerEmail: email,
        writerName: fullName,
      },
      ...{ consent: 'yes', token: await readToken(host.url, form.id) },
    };
    expect((await visit(host.url, 'POST', `/v1/forms/${form.id}`, { json: answers })).status).toBe(200);
    await host.settled();
    const { items: issues } = await bodyOf(200, call('GET', `${organization.path}/issues`));
    await make(`issues/${issues[0].id}/answers`, { body: `Dear ${fullName}, we wrote to <${email}>` });
    await make(`notes/customer/${customer.id}`, { body: `Write to <${email}> or [her](mailto:${email})` });
    await make('views', {
      ...{ recordType: 'contact', name: `Mails of ${email}` },
      query: { filter: { field: 'email', op: 'contains', value: email.toUpperCase() } },
    });
    await host.settled();

    const path = `${organization.path}/personal-data/records/contact/${person.id}`;
    expect(await bodyOf(200, call('GET', `${path}/effects`))).toMatchObject({
      records: { length: 4 },
      sharing: [],
    });
    const { id } = await erased(call, organization, 'contact', person.id, fullName);
    await ended(organization, owner, id);
    await host.settled();
    expect(await containing([email, encodeURIComponent(email), lastName])).toEqual([]);
    expect(await bodyOf(200, call('GET', `${organization.path}/quotes/${quote.id}`))).toMatchObject({
      title: 'For <[erased]>',
    });
  },
);

test(
  'a person who is back in a restored table is erased again, and one whom somebody has confirmed or a colleague with the same address is not',
  { timeout: 600_000 },
  async () => {
    const owner = await newPerson(host);
    const organization = await newOrganization(owner);
    const { call } = owner;
    const email = `${unique('back')}@people.example`;
    const name = { firstName: 'Ana', lastName: unique('Peña') };
    const known = await newContact(organization, call, { ...name, email });
    const first = await erased(call, organization, 'contact', known.id, `Ana ${name.lastName}`);
    await ended(organization, owner, first.id);
    const body = { ...name, email };
    const query = { allowErased: 'true' };
    const make = () => bodyOf(201, call('POST', `${organization.path}/leads`, { body, query }));
    const [restored, confirmed] = [await make(), await make()];
    const colleague = await bodyOf(
      201,
      call('POST', `${organization.path}/leads`, { body: { firstName: 'Luis', email }, query }),
    );
    const table = openTable(host);
    for (const { id, createdAt } of [restored, colleague]) {
      const key = recordKey(organization.id, 'lead', id);
      const [item] = await table.items(({ sk }) => sk === key.sk, key.pk);
      const past = (text: string) => text.replaceAll(createdAt, '2026-01-01T00:00:00.000Z');
      await table.change(key, { row: past(item!.row), data: past(item!.data) });
    }
    await table.put({ ...eraseAgainKey, kind: 'erase-again' });

    await awaited(
      'the end of the search',
      async () => {
        await host.invoke('erasures').catch(() => 'another run is at work');
        return table.items(({ sk }) => sk === eraseAgainKey.sk, eraseAgainKey.pk);
      },
      (left) => left.length === 0,
    );
    const { items } = await bodyOf(200, call('GET', `${organization.path}/personal-data/erasures`));
    const ids = items.map(({ recordId }: { recordId: string }) => recordId);
    expect(ids).toContain(restored.id);
    for (const { id } of [confirmed, colleague]) expect(ids).not.toContain(id);
  },
);

test(
  'a job creates nobody whose erasure its plan does not take into account',
  { timeout: 600_000 },
  async () => {
    const owner = await newPerson(host);
    const organization = await newOrganization(owner);
    const { call } = owner;
    const email = `${unique('late')}@people.example`;
    const known = await newContact(organization, call, { firstName: 'Ana', email });
    const { id } = await erased(call, organization, 'contact', known.id, 'Ana');
    await ended(organization, owner, id);
    const ready = await readFile(call, organization, `First name,E-mail\nAna,${email}\nIda,`);
    const settings = { onMatch: 'create', allowErased: true };
    const checked = await checkedImport(
      call,
      organization,
      await changedImport(call, organization, ready, settings),
    );
    expect(checked.file.check).toMatchObject({ creates: 2 });
    const table = openTable(host);
    const key = importKey(organization.id, checked.id);
    const [item] = await table.items(({ sk }) => sk === key.sk, key.pk);
    await table.change(key, { data: item!.data.replace('"allowErased":true', '"allowErased":false') });
    const { jobId } = await startedImport(call, organization, checked);
    expect(await endedJob(call, organization, jobId)).toMatchObject({ done: 1, failed: 1 });
    const { items } = await bodyOf(200, call('GET', `${organization.path}/jobs/${jobId}/results`));
    expect(items).toMatchObject([{ code: 'erased_before' }]);
  },
);
