import { beforeAll, describe, expect, inject, test } from 'vitest';
import { limits } from '#contract/limits.ts';
import { keyPermissionNames, type KeyPermission } from '#contract/permission.ts';
import { bodyOf, type Answer } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  newApiKey,
  newContact,
  newOrganization,
  newPerson,
  unique,
  type TestOrganization,
} from '../organization.ts';
import { newLead, usd } from '../selling.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let path: string;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { currency: 'USD' });
  path = organization.path;
});

const call = (...args: Parameters<TestOrganization['owner']['call']>) => organization.owner.call(...args);
const get = (kind: string, id: string) => bodyOf(200, call('GET', `${path}/${kind}/${id}`));
const convert = (id: string, body: object = {}, ifMatch = 1, by = organization.owner.call): Promise<Answer> =>
  by('POST', `${path}/leads/${id}/conversion`, { body, ifMatch });

async function newTag(): Promise<string> {
  const { id } = await bodyOf(201, call('POST', `${path}/tags`, { body: { name: unique('tag ') } }));
  return id;
}

/** Numbers of customers, contacts and deals. */
async function counts(ground = organization): Promise<number[]> {
  await host.settled(ground);
  const totals = [];
  for (const kind of ['customers', 'contacts', 'deals']) {
    totals.push((await bodyOf(200, ground.owner.call('GET', `${ground.path}/${kind}`))).total);
  }
  return totals;
}

test('a lead converts into linked customer, contact and deal with its tags and owner', async () => {
  const { owner } = organization;
  const tagIds = [await newTag()];
  const lead = await newLead(organization, {
    firstName: 'Inés',
    lastName: 'Prat',
    email: 'ines@prat.example',
    phones: [{ label: 'work', number: '+34933201181' }],
    company: 'Prat SL',
    jobTitle: 'CEO',
    estimatedValue: usd(5_000),
    ownerId: owner.userId,
    tagIds,
  });
  const body = { deal: { title: 'First order', value: usd(4_000) } };
  const converted = await bodyOf(200, convert(lead.id, body));
  expect(converted).toMatchObject({ statusId: 'closed', version: 2, convertedAt: expect.any(String) });
  const customer = await get('customers', converted.customerId);
  const contact = await get('contacts', converted.contactId);
  const deal = await get('deals', converted.dealId);
  const shared = { ownerId: owner.userId, tagIds };
  expect(customer).toMatchObject({ name: 'Prat SL', code: expect.stringMatching(/^CUST-\d{4}$/), ...shared });
  expect(contact).toMatchObject({
    fullName: 'Inés Prat',
    email: 'ines@prat.example',
    jobTitle: 'CEO',
    statusId: 'customer',
    customerId: customer.id,
    ...shared,
  });
  expect(deal).toMatchObject({
    title: 'First order',
    value: usd(4_000),
    stageId: 'sales-qualified',
    customerId: customer.id,
    contactIds: [contact.id],
    ...shared,
  });
  const { items } = await bodyOf(200, call('GET', `${path}/leads/${lead.id}/history`));
  expect(items[0].action).toBe('converted');
});

test('a deal created without a value has none, regardless of the lead’s estimate', async () => {
  const { id } = await newLead(organization, { estimatedValue: usd(5_000) });
  const { dealId } = await bodyOf(200, convert(id, { deal: { title: 'Free trial' } }));
  expect(await get('deals', dealId)).not.toHaveProperty('value');
});

test('a converted lead cannot be converted, qualified or disqualified again', async () => {
  const { id } = await newLead(organization);
  const { version } = await bodyOf(200, convert(id));
  for (const [verb, body] of [
    ['conversion', {}],
    ['qualify', undefined],
    ['disqualify', { reason: 'x' }],
  ] as const) {
    const answer = await call('POST', `${path}/leads/${id}/${verb}`, { body, ifMatch: version });
    expect([verb, answer.status, answer.body.code]).toEqual([verb, 409, 'conflict']);
  }
});

test('of 50 concurrent conversions exactly one succeeds', async () => {
  const ground = await newOrganization(await newPerson(host));
  const { id } = await newLead(ground, { email: 'fifty@leads.example' });
  const to = `${ground.path}/leads/${id}/conversion`;
  const body = { deal: { title: 'Once' } };
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => ground.owner.call('POST', to, { body, ifMatch: 1 })),
  );
  const statuses = answers.map(({ status }) => status).sort();
  expect(statuses).toEqual([200, ...Array.from({ length: 49 }, () => 409)]);
  expect(await counts(ground)).toEqual([1, 1, 1]);
});

describe('reusing existing records', () => {
  test('only customers and contacts with the e-mail or a phone number are offered', async () => {
    const [email, number] = ['same@match.example', '+573001112233'];
    const contact = await newContact(organization, organization.owner.call, { email });
    await newContact(organization, organization.owner.call, { email: 'same.other@match.example' });
    const customer = await bodyOf(
      201,
      call('POST', `${path}/customers`, {
        body: { name: 'Number Ltd', phones: [{ label: 'work', number }] },
      }),
    );
    const lead = await newLead(organization, { email, phones: [{ label: 'mobile', number }] });
    await host.settled(organization);
    const matches = await bodyOf(200, call('GET', `${path}/leads/${lead.id}/conversion`));
    expect(matches).toEqual({
      customers: [{ id: customer.id, title: 'Number Ltd', detail: customer.code }],
      contacts: [{ id: contact.id, title: contact.fullName, detail: email }],
    });
    const body = { customerId: customer.id, contactId: contact.id };
    const converted = await bodyOf(200, convert(lead.id, body));
    expect(converted).toMatchObject(body);
    expect(await get('contacts', contact.id)).toMatchObject({ customerId: customer.id, version: 2 });
    expect((await get('customers', customer.id)).version).toBe(1);
  });

  test('tags are added to reused records', async () => {
    const [tag, other] = [await newTag(), await newTag()];
    const customer = await bodyOf(
      201,
      call('POST', `${path}/customers`, { body: { name: 'Tagged', tagIds: [other] } }),
    );
    const lead = await newLead(organization, { tagIds: [tag] });
    await bodyOf(200, convert(lead.id, { customerId: customer.id }));
    expect((await get('customers', customer.id)).tagIds).toEqual([other, tag]);
  });

  test('a reused record without room for the tags of the lead is refused, and no tag is dropped', async () => {
    const tagIds = await Promise.all(Array.from({ length: limits.tagsPerRecord + 1 }, newTag));
    const [tag, ...others] = tagIds;
    const full = { name: unique('Full '), tagIds: others };
    const customer = await bodyOf(201, call('POST', `${path}/customers`, { body: full }));
    const lead = await newLead(organization, { tagIds: [tag] });
    const refused = await convert(lead.id, { customerId: customer.id });
    expect([refused.status, refused.body.detail]).toEqual([
      409,
      expect.stringContaining('more than 20 tags'),
    ]);
    const body = { tagIds: others.slice(1) };
    await bodyOf(200, call('PATCH', `${path}/customers/${customer.id}`, { body, ifMatch: 1 }));
    await bodyOf(200, convert(lead.id, { customerId: customer.id }));
    expect((await get('customers', customer.id)).tagIds).toEqual([...others.slice(1), tag]);
  });

  test('a contact determines its customer, and a contact of another customer is refused', async () => {
    const make = (name: string) => bodyOf(201, call('POST', `${path}/customers`, { body: { name } }));
    const [own, other] = [await make('Own'), await make('Other')];
    const contact = await newContact(organization, organization.owner.call, { customerId: own.id });
    const lead = await newLead(organization);
    const refused = await convert(lead.id, { contactId: contact.id, customerId: other.id });
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/contactId']);
    expect(await bodyOf(200, convert(lead.id, { contactId: contact.id }))).toMatchObject({
      customerId: own.id,
    });
  });

  describe('a contact whose customer is in the trash', () => {
    async function ofNobody() {
      const gone = await bodyOf(201, call('POST', `${path}/customers`, { body: { name: unique('Gone ') } }));
      const contact = await newContact(organization, organization.owner.call, { customerId: gone.id });
      await bodyOf(200, call('DELETE', `${path}/customers/${gone.id}`, { ifMatch: 1 }));
      return { gone, contact, lead: await newLead(organization, { company: unique('Firm ') }) };
    }

    test('is assigned to the new customer', async () => {
      const { gone, contact, lead } = await ofNobody();
      const { customerId } = await bodyOf(200, convert(lead.id, { contactId: contact.id }));
      expect(customerId).not.toBe(gone.id);
      expect((await get('contacts', contact.id)).customerId).toBe(customerId);
      expect((await get('customers', customerId)).name).toBe(lead.company);
    });

    test('is assigned to the chosen customer', async () => {
      const { contact, lead } = await ofNobody();
      const { id } = await bodyOf(201, call('POST', `${path}/customers`, { body: { name: 'Named' } }));
      const body = { contactId: contact.id, customerId: id };
      expect(await bodyOf(200, convert(lead.id, body))).toMatchObject(body);
      expect((await get('contacts', contact.id)).customerId).toBe(id);
    });
  });

  test('a contact’s customer that the caller cannot read is used and left unchanged', async () => {
    const employee = await addMember(host, organization, 'employee');
    const hidden = await bodyOf(201, call('POST', `${path}/customers`, { body: { name: 'Of others' } }));
    const contact = await newContact(organization, organization.owner.call, {
      customerId: hidden.id,
      ownerId: employee.userId,
    });
    const lead = await newLead(organization, { tagIds: [await newTag()] }, employee.call);
    const body = { contactId: contact.id, deal: { title: 'x' } };
    const converted = await bodyOf(200, convert(lead.id, body, 1, employee.call));
    expect(converted).toMatchObject({ contactId: contact.id, customerId: hidden.id });
    expect(await get('customers', hidden.id)).toMatchObject(hidden);
    expect((await employee.call('GET', `${path}/customers/${hidden.id}`)).status).toBe(404);
  });

  test('a response reports what was done, even if the customer is trashed at the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const customer = await bodyOf(201, call('POST', `${path}/customers`, { body: { name: 'Going' } }));
      const contact = await newContact(organization, organization.owner.call, { customerId: customer.id });
      const lead = await newLead(organization);
      const [converted, gone] = await Promise.all([
        convert(lead.id, { contactId: contact.id }),
        call('DELETE', `${path}/customers/${customer.id}`, { ifMatch: 1 }),
      ]);
      expect([converted.status, gone.status]).toEqual([200, 200]);
      const { customerId } = await get('contacts', contact.id);
      expect(customerId).toBe(converted.body.customerId);
    }
  });

  test('20 leads convert into one customer at the same time', async () => {
    const tagIds = [await newTag()];
    const customer = await bodyOf(201, call('POST', `${path}/customers`, { body: { name: 'Popular' } }));
    const leads = await Promise.all(Array.from({ length: 20 }, () => newLead(organization, { tagIds })));
    const answers = await Promise.all(leads.map(({ id }) => convert(id, { customerId: customer.id })));
    expect(answers.map(({ status }) => status)).toEqual(leads.map(() => 200));
    expect((await get('customers', customer.id)).tagIds).toEqual(tagIds);
  });
});

describe('a refused conversion changes nothing', () => {
  test('a taken e-mail is reported at the contact, naming the contact that has it', async () => {
    const contact = await newContact(organization, organization.owner.call, { email: 'taken@leads.example' });
    const { id } = await newLead(organization, { email: 'taken@leads.example' });
    const before = await counts();
    const { status, body } = await convert(id, { deal: { title: 'x' } });
    expect([status, body.errors]).toEqual([
      409,
      [{ pointer: '/contactId', code: 'taken', message: expect.any(String), recordId: contact.id }],
    ]);
    expect(await counts()).toEqual(before);
    expect((await get('leads', id)).version).toBe(1);
  });

  test('missing, trashed and mismatching references are reported at their field', async () => {
    const { id } = await newLead(organization);
    const gone = await bodyOf(201, call('POST', `${path}/customers`, { body: { name: 'Gone' } }));
    await bodyOf(200, call('DELETE', `${path}/customers/${gone.id}`, { ifMatch: 1 }));
    const before = await counts();
    const bodies = [
      [{ customerId: gone.id }, '/customerId'],
      [{ customerId: crypto.randomUUID() }, '/customerId'],
      [{ contactId: crypto.randomUUID() }, '/contactId'],
      [{ deal: { title: 'x', pipelineId: 'no-such' } }, '/deal/pipelineId'],
      [{ deal: { title: '' } }, '/deal/title'],
    ] as const;
    for (const [body, pointer] of bodies) {
      const answer = await convert(id, body);
      expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, pointer]);
    }
    expect((await convert(id, {}, 7)).status).toBe(412);
    expect(await counts()).toEqual(before);
  });

  test('callers without permission to create a record can convert only without it', async () => {
    const { owner } = organization;
    const without = async (...missing: KeyPermission[]) =>
      newApiKey(
        host,
        organization,
        owner,
        keyPermissionNames.filter((name) => !missing.includes(name)),
      );
    const { id } = await newLead(organization);
    for (const permission of ['customer:create', 'contact:create', 'deal:create'] as const) {
      const key = await without(permission);
      expect((await convert(id, { deal: { title: 'x' } }, 1, key.call)).status).toBe(403);
    }
    const customer = await bodyOf(201, call('POST', `${path}/customers`, { body: { name: 'There' } }));
    const contact = await newContact(organization, owner.call);
    const key = await without('customer:create', 'contact:create', 'deal:create');
    const body = { customerId: customer.id, contactId: contact.id };
    expect((await convert(id, body, 1, key.call)).status).toBe(200);
  });

  test('an employee can convert own leads only and cannot refer to invisible records', async () => {
    const employee = await addMember(host, organization, 'employee');
    const foreign = await newLead(organization);
    expect((await convert(foreign.id, {}, 1, employee.call)).status).toBe(404);
    const hidden = await bodyOf(201, call('POST', `${path}/customers`, { body: { name: 'Hidden' } }));
    const own = await newLead(organization, {}, employee.call);
    const refused = await convert(own.id, { customerId: hidden.id }, 1, employee.call);
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/customerId']);
    const converted = await bodyOf(200, convert(own.id, {}, 1, employee.call));
    expect(
      (await bodyOf(200, employee.call('GET', `${path}/customers/${converted.customerId}`))).ownerId,
    ).toBe(employee.userId);
  });
});
