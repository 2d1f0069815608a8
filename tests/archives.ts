import { awaited } from './awaited.ts';
import { issued, newDraft, readyToBill } from './billing.ts';
import { bodyOf, type Call } from './caller.ts';
import { downloaded, endedExport } from './exports.ts';
import { addFile, sendAnswerFile, png, sendBytes } from './files.ts';
import { formBody, newForm } from './forms.ts';
import { unique, type TestOrganization } from './organization.ts';
import { viewBody } from './views.ts';

/** Exports an organization and returns the bytes of the archive, with the export. */
export async function newArchive(
  organization: TestOrganization,
  patienceMs?: number,
  call: Call = organization.owner.call,
): Promise<{ bytes: Buffer; exported: any }> {
  const { id } = await bodyOf(201, call('POST', `${organization.path}/exports/archive`));
  const exported = await endedExport(call, organization, id, patienceMs);
  if (exported.state !== 'ready') throw new Error(`the archive failed: ${exported.problem}`);
  const { bytes } = await downloaded(call, organization, id);
  return { bytes, exported };
}

/** Custom fields, a tag, a source and a pipeline. */
async function addSettings({ owner: { call }, path }: TestOrganization) {
  const field = async (type: string, body: object) => {
    const at = `${path}/custom-fields/${type}`;
    const { version } = await bodyOf(200, call('GET', at));
    const { items } = await bodyOf(201, call('POST', at, { body, ifMatch: version }));
    return items.at(-1);
  };
  const region = await field('contact', { label: 'Region', kind: 'text', searchable: true });
  const partner = await field('contact', { label: 'Partner', kind: 'relation', to: 'customer' });
  const size = await field('deal', { label: 'Size', kind: 'choice', options: [{ label: 'Very large' }] });
  const tag = await bodyOf(
    201,
    call('POST', `${path}/tags`, { body: { name: unique('VIP '), color: 'red' } }),
  );
  const { version } = await bodyOf(200, call('GET', path));
  const stages = [
    { name: 'First', color: 'blue', probability: 10 },
    { name: 'Second', color: 'green', probability: 60 },
  ];
  const pipeline = await bodyOf(
    201,
    call('POST', `${path}/pipelines`, { body: { name: 'Repairs', stages }, ifMatch: version }),
  );
  const sources = await bodyOf(200, call('GET', `${path}/status-lists/leadSources`));
  const items = [...sources.items.map(({ id }: any) => ({ id })), { name: 'Fair', color: 'amber' }];
  const list = await bodyOf(
    200,
    call('PATCH', `${path}/status-lists/leadSources`, {
      body: { items },
      ifMatch: (await bodyOf(200, call('GET', path))).version,
    }),
  );
  return { region, partner, size, tag, pipeline, source: list.items.at(-1) };
}

/** A record of every type, which refer to one another. */
async function addRecords(
  { owner: { call, userId }, path }: TestOrganization,
  { region, partner, size, tag, pipeline, source }: Awaited<ReturnType<typeof addSettings>>,
) {
  const add = (plural: string, body: object) => bodyOf(201, call('POST', `${path}/${plural}`, { body }));
  const ownerId = userId;
  const manager = await add('employees', { firstName: 'Marta', department: 'Sales', userId });
  const employee = await add('employees', { firstName: 'Jon', managerId: manager.id });
  const customer = await add('customers', { name: 'Acme', ownerId, externalId: unique('erp-') });
  const contact = await add('contacts', {
    firstName: 'Ana “Ñ”',
    lastName: 'Línea\u2028',
    email: `${unique('ana')}@people.example`,
    phones: [{ label: 'work', number: '+573001112233' }],
    customerId: customer.id,
    ownerId,
    tagIds: [tag.id],
    externalId: unique('crm-'),
    custom: { [region.key]: 'North', [partner.key]: customer.id },
  });
  const vendor = await add('vendors', { name: 'Bolts' });
  const lead = await add('leads', { firstName: 'Leo', sourceId: source.id, tagIds: [tag.id] });
  const value = { amountMinor: 123_450, currency: 'USD' };
  const [first, second] = pipeline.stages;
  const deal = await add('deals', {
    title: 'Roof',
    value,
    customerId: customer.id,
    contactIds: [contact.id],
    pipelineId: pipeline.id,
    stageId: first.id,
    custom: { [size.key]: size.options[0].id },
  });
  await bodyOf(
    200,
    call('POST', `${path}/deals/${deal.id}/move`, {
      body: { stageId: second.id },
      ifMatch: deal.version,
    }),
  );
  const won = await add('deals', { title: 'Door', value, ownerId });
  await bodyOf(200, call('POST', `${path}/deals/${won.id}/win`, { body: {}, ifMatch: won.version }));
  const gone = await add('contacts', { firstName: 'Gone' });
  await bodyOf(200, call('DELETE', `${path}/contacts/${gone.id}`, { ifMatch: gone.version }));
  const issue = await add('issues', { subject: 'Leak', customerId: customer.id, contactId: contact.id });
  await sendAnswerFile(call, `${path}/issues/${issue.id}`);
  return { manager, employee, customer, contact, vendor, lead, deal, won, gone, issue };
}

/** Documents and a payment, with what the server sets when they are issued, paid and credited. */
async function addDocuments(
  organization: TestOrganization,
  { customer, deal }: Awaited<ReturnType<typeof addRecords>>,
) {
  const { owner, path } = organization;
  const { call } = owner;
  const add = (plural: string, body: object) => bodyOf(201, call('POST', `${path}/${plural}`, { body }));
  const verb = (plural: string, { id, version }: any, name: string, body?: object) =>
    bodyOf(
      name === 'credit' ? 201 : 200,
      call('POST', `${path}/${plural}/${id}/${name}`, { ifMatch: version, ...(body ? { body } : {}) }),
    );
  await readyToBill(call, organization);
  const product = await add('products', {
    name: 'Consulting',
    unit: 'hour',
    price: { amountMinor: 8_000, currency: 'USD' },
    otherPrices: [{ amountMinor: 7_500, currency: 'EUR' }],
    taxPercent: 21,
  });
  const line = { productId: product.id, description: 'Consulting', quantity: 2.5, unitPriceMinor: 8_000 };
  const lines = [
    { ...line, taxPercent: 21, withholdingPercent: 15 },
    { description: 'Travel', quantity: 1, unitPriceMinor: 5_000 },
  ];
  const common = { customerId: customer.id, dealId: deal.id, lines };
  const quote = await verb('quotes', await add('quotes', { ...common, title: 'Roof' }), 'mark-sent');
  const confirmed = await verb('orders', await add('orders', { ...common, reference: 'PO-7' }), 'confirm');
  const order = await verb('orders', confirmed, 'fulfill', { delivered: [{ line: 0, quantity: 1 }] });
  const invoice = await issued(call, organization, await newDraft(call, organization, customer.id, [10_000]));
  const allocations = [{ invoiceId: invoice.id, amountMinor: 4_000 }];
  const payment = await add('payments', {
    customerId: customer.id,
    amount: { amountMinor: 5_000, currency: invoice.total.currency },
    allocations,
  });
  const paid = await bodyOf(200, call('GET', `${path}/invoices/${invoice.id}`));
  const note = await verb('invoices', paid, 'credit', {
    reason: 'Returned',
    lines: [{ line: 0, quantity: 0.1 }],
  });
  return { product, quote, order, invoice, payment, note };
}

/** Notes, activities, tasks and files, and one of each that was deleted. */
async function addEntries(
  { owner: { call, userId }, path }: TestOrganization,
  { contact, deal, vendor }: Awaited<ReturnType<typeof addRecords>>,
) {
  const notes = `${path}/notes/contact/${contact.id}`;
  await bodyOf(201, call('POST', notes, { body: { body: 'Likes *tea*.\nAnd cake.' } }));
  await bodyOf(201, call('POST', notes, { body: { body: 'Pinned', pinned: true } }));
  const deleted = await bodyOf(201, call('POST', notes, { body: { body: 'Deleted' } }));
  await bodyOf(200, call('DELETE', `${notes}/${deleted.id}`, { ifMatch: deleted.version }));
  await bodyOf(201, call('POST', `${path}/notes/vendor/${vendor.id}`, { body: { body: 'Slow' } }));
  const activities = (type: string, id: string) => `${path}/activities/${type}/${id}`;
  const activity = {
    kind: 'call',
    title: 'First call',
    date: '2026-03-01T10:00:00.000Z',
    durationMinutes: 5,
  };
  await bodyOf(201, call('POST', activities('contact', contact.id), { body: activity }));
  await bodyOf(201, call('POST', activities('deal', deal.id), { body: { kind: 'meeting', title: 'Visit' } }));
  const task = (body: object) =>
    bodyOf(201, call('POST', `${path}/tasks`, { body: { dueAt: '2027-01-01T09:00:00.000Z', ...body } }));
  const callBack = await task({
    title: 'Call back',
    recordType: 'contact',
    recordId: contact.id,
    priority: 'high',
  });
  const alone = await task({ title: 'Tidy up', assigneeId: userId });
  await bodyOf(
    200,
    call('PATCH', `${path}/tasks/${alone.id}`, {
      body: { done: true },
      ifMatch: alone.version,
    }),
  );
  const files = (type: string, id: string) => `${path}/attachments/${type}/${id}`;
  await addFile(call, files('contact', contact.id));
  await addFile(call, files('deal', deal.id), Buffer.from('plain words'), 'Wörds.txt', 'text/plain');
  const removed = await addFile(call, files('deal', deal.id), png, 'Removed.png');
  const at = `${files('deal', deal.id)}/${removed.id}`;
  await bodyOf(200, call('DELETE', at, { ifMatch: removed.version }));
  return { callBack, tidyUp: alone };
}

/** Fills an organization with something of everything that an archive can contain. */
export async function fillOrganization(organization: TestOrganization) {
  const { owner, path } = organization;
  const settings = await addSettings(organization);
  const records = await addRecords(organization, settings);
  const documents = await addDocuments(organization, records);
  const planned = await addEntries(organization, records);
  const view = viewBody({ sharedWith: ['owner', 'employee'] });
  await bodyOf(201, owner.call('POST', `${path}/views`, { body: view }));
  const form = await newForm(organization, { ...formBody(), tagIds: [settings.tag.id] });
  return { ...settings, ...records, ...documents, ...planned, form };
}

/** Creates the import of an archive and uploads its bytes. Returns where they can be uploaded again. */
export async function uploadedArchive({ path, owner }: TestOrganization, bytes: Buffer): Promise<any> {
  const body = { sizeBytes: bytes.length };
  const { upload } = await bodyOf(201, owner.call('POST', `${path}/archive-import`, { body }));
  await uploadAgain(upload, bytes);
  return upload;
}

export async function uploadAgain(upload: any, bytes: Buffer): Promise<void> {
  const sent = await sendBytes(upload, bytes);
  if (sent.status !== 200) throw new Error(`the bucket answered ${sent.status}: ${await sent.text()}`);
}

/** Waits until the import of an archive has ended, successfully or not, and returns it. */
export const endedImport = ({ path, owner }: TestOrganization, patienceMs?: number): Promise<any> =>
  awaited(
    'the end of the import of an archive',
    () => bodyOf(200, owner.call('GET', `${path}/archive-import`)),
    ({ state }) => state === 'done' || state === 'failed',
    { patienceMs },
  );

/** Imports an archive and waits until that has ended, successfully or not. */
export async function importedArchive(
  organization: TestOrganization,
  bytes: Buffer,
  patienceMs?: number,
): Promise<any> {
  await uploadedArchive(organization, bytes);
  await bodyOf(200, organization.owner.call('POST', `${organization.path}/archive-import/start`));
  return endedImport(organization, patienceMs);
}

/** The subject of an operation on the import of an archive: one that ends, because its file is no archive. */
export async function archiveImportSubject(
  { organization: { owner, path } }: { organization: TestOrganization },
  verb: string,
) {
  const at = `${path}/archive-import`;
  const body = { sizeBytes: 100 };
  await awaited(
    'the end of an earlier import',
    () => owner.call('GET', at),
    ({ status, body: found }) => status === 404 || !['checking', 'importing'].includes(found.state),
  );
  if (verb === 'create') return { params: {}, body };
  const { upload } = await bodyOf(201, owner.call('POST', at, { body }));
  if (verb === 'start') await sendBytes(upload, Buffer.alloc(body.sizeBytes));
  return { params: {} };
}
