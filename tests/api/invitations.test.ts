import { createHash } from 'node:crypto';
import { limits } from '#contract/limits.ts';
import { beforeAll, expect, inject, test } from 'vitest';
import { bodyOf, callerWith } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  changeMember,
  letMailPauseEnd,
  mailedToken,
  newOrganization,
  newPerson,
  setRole,
  unique,
  type Person,
  type TestOrganization,
} from '../organization.ts';
import { longOver, openTable } from '../table.ts';

const host = connectHost(inject('host'));
const table = openTable(host);
const nobody = callerWith(host.url, undefined);

let organization: TestOrganization;
let admin: Person;
let invitations: string;
beforeAll(async () => {
  organization = await newOrganization(await newPerson(host, { firstName: 'Inés' }));
  admin = await addMember(host, organization, 'admin');
  invitations = `${organization.path}/invitations`;
});

const invite = (email: string, rest: object = {}) =>
  bodyOf(201, organization.owner.call('POST', invitations, { body: { email, role: 'employee', ...rest } }));
const preview = (token: string) => nobody('POST', '/v1/invitations/preview', { body: { token } });
const accept = ({ call }: Person, token: string) =>
  call('POST', '/v1/invitations/accept', { body: { token } });
const letPauseEnd = (id: string) => letMailPauseEnd(host, organization.id, id);
const resend = (id: string) => organization.owner.call('POST', `${invitations}/${id}/resend`);
const errorOf = (answer: { body: { errors?: { code: string }[] } }) => answer.body.errors?.[0]?.code;

test('the e-mailed link describes the invitation and creates a member once', async () => {
  const person = await newPerson(host);
  await invite(person.email.toUpperCase(), { role: 'manager', locale: 'es' });
  const token = await mailedToken(host, person.email, organization.id);
  const [mail] = await host.mails(person.email);
  expect(mail!.subject).toMatch(/^Inés .* te invita a /);
  const shown = await bodyOf(200, preview(token));
  expect(shown).toMatchObject({ email: person.email, role: 'manager', invitedByName: 'Inés Marín' });
  expect(await bodyOf(200, accept(person, token))).toEqual({ orgId: organization.id });
  const me = await bodyOf(200, person.call('GET', '/v1/me'));
  expect(me.organizations).toMatchObject([{ id: organization.id, role: 'manager' }]);
  expect((await person.call('GET', `${organization.path}/contacts`)).status).toBe(200);
  for (const answer of [await preview(token), await accept(person, token)]) {
    expect([answer.status, errorOf(answer)]).toEqual([409, 'used']);
  }
  const { items } = await bodyOf(200, organization.owner.call('GET', invitations));
  expect(items.map(({ email }: { email: string }) => email)).not.toContain(person.email);
});

test('a link works for its own address only', async () => {
  const [invited, other] = [await newPerson(host), await newPerson(host)];
  await invite(invited.email);
  const token = await mailedToken(host, invited.email, organization.id);
  const answer = await accept(other, token);
  expect([answer.status, errorOf(answer)]).toEqual([409, 'other_address']);
  expect((await accept(invited, token)).status).toBe(200);
});

test('a revoked link and a guessed secret are not found', async () => {
  const person = await newPerson(host);
  const { id } = await invite(person.email);
  const token = await mailedToken(host, person.email, organization.id);
  for (const guessed of [`${token.slice(0, -4)}AAAA`, token.slice(0, -1), `${token}x`]) {
    expect((await preview(guessed)).status).toBe(404);
  }
  expect((await organization.owner.call('DELETE', `${invitations}/${id}`)).status).toBe(204);
  for (const answer of [await preview(token), await accept(person, token)]) expect(answer.status).toBe(404);
  expect((await organization.owner.call('DELETE', `${invitations}/${id}`)).status).toBe(404);
  await invite(person.email);
});

test('resending creates a new link and invalidates the old one', async () => {
  const person = await newPerson(host);
  const { id } = await invite(person.email);
  const first = await mailedToken(host, person.email, organization.id);
  await letPauseEnd(id);
  await bodyOf(200, organization.owner.call('POST', `${invitations}/${id}/resend`));
  const second = await mailedToken(host, person.email, organization.id, first);
  expect((await accept(person, first)).status).toBe(404);
  expect((await accept(person, second)).status).toBe(200);
  expect((await organization.owner.call('POST', `${invitations}/${id}/resend`)).status).toBe(404);
});

/** Creates an invitation whose link is stored as by an earlier release: as a single digest. */
async function mailedByOlderBuild({ email }: Person): Promise<{ id: string; token: string }> {
  const { id } = await invite(email);
  const token = await mailedToken(host, email, organization.id);
  const { tokenHashes, ...item } = await invitationItem(id);
  await table.put({ ...item, tokenHash: [...(tokenHashes as Set<string>)][0] });
  return { id, token };
}

async function invitationItem(id: string): Promise<Record<string, unknown>> {
  const [item] = await table.items(({ sk }) => sk === id, organization.id);
  return item ?? {};
}

test('a link sent by an earlier release works until the invitation is resent', async () => {
  const [person, other] = [await newPerson(host), await newPerson(host)];
  const works = await mailedByOlderBuild(person);
  expect((await accept(person, works.token)).status).toBe(200);
  const ended = await mailedByOlderBuild(other);
  await letPauseEnd(ended.id);
  expect((await resend(ended.id)).status).toBe(200);
  expect((await accept(other, ended.token)).status).toBe(404);
});

test('either link of an invitation that was sent twice works', async () => {
  const person = await newPerson(host);
  const { id } = await invite(person.email);
  const token = await mailedToken(host, person.email, organization.id);
  const second = `${organization.id}_${id}_${'s'.repeat(43)}`;
  const digest = createHash('sha256').update('s'.repeat(43)).digest('hex');
  const { tokenHashes, ...item } = await invitationItem(id);
  await table.put({ ...item, tokenHashes: new Set([...(tokenHashes as Set<string>), digest]) });
  for (const link of [token, second]) expect((await preview(link)).status).toBe(200);
  expect((await accept(person, second)).status).toBe(200);
});

test('an expired link says so, and works again after the invitation is resent', async () => {
  const person = await newPerson(host);
  const { id } = await invite(person.email);
  const token = await mailedToken(host, person.email, organization.id);
  await table.change(
    { pk: `ORG#${organization.id}#INVITATIONS`, sk: id },
    { validUntil: '2020-01-01T00:00:00.000Z' },
  );
  for (const answer of [await preview(token), await accept(person, token)]) {
    expect([answer.status, errorOf(answer)]).toEqual([409, 'expired']);
  }
  const listed = async () =>
    (await bodyOf(200, organization.owner.call('GET', invitations))).items.find(
      (invitation: { id: string }) => invitation.id === id,
    );
  expect((await listed()).state).toBe('expired');
  await letPauseEnd(id);
  await bodyOf(200, organization.owner.call('POST', `${invitations}/${id}/resend`));
  expect((await listed()).state).toBe('pending');
  const again = await mailedToken(host, person.email, organization.id, token);
  expect((await accept(person, again)).status).toBe(200);
});

test('an invitation can be resent after a pause, and ten times in total', async () => {
  const { id } = await invite(`${unique('often')}@people.example`);
  const soon = await resend(id);
  expect([soon.status, errorOf(soon)]).toEqual([429, 'too_soon']);
  expect(Number(soon.headers.get('retry-after'))).toBeGreaterThan(limits.mailPauseSeconds - 30);
  for (let mails = 1; mails < limits.mailsPerPerson; mails += 1) {
    await letPauseEnd(id);
    expect((await resend(id)).status).toBe(200);
  }
  await letPauseEnd(id);
  const often = await resend(id);
  expect([often.status, errorOf(often)]).toEqual([429, 'too_often']);
});

test('an organization can send a limited number of invitations a day, revoked or not', async () => {
  const own = await newOrganization(await newPerson(host));
  const inviteTo = (email: string) =>
    own.owner.call('POST', `${own.path}/invitations`, { body: { email, role: 'employee' } });
  const first = await bodyOf(201, inviteTo(`${unique('first')}@people.example`));
  const [count] = await table.items(() => true, `ORG#${own.id}#MAILED`);
  expect(count!.used).toBe(1);
  await table.change({ pk: count!.pk, sk: count!.sk }, { used: limits.mailsPerDay - 1 });
  const { id } = await bodyOf(201, inviteTo(`${unique('last')}@people.example`));
  await own.owner.call('DELETE', `${own.path}/invitations/${id}`);
  await letMailPauseEnd(host, own.id, first.id);
  for (const answer of [
    await inviteTo(`${unique('more')}@people.example`),
    await own.owner.call('POST', `${own.path}/invitations/${first.id}/resend`),
  ]) {
    expect([answer.status, errorOf(answer)]).toEqual([429, 'daily_limit']);
  }
});

test('an address is invited once, and members are not invited', async () => {
  const email = `${unique('once')}@people.example`;
  await invite(email);
  for (const taken of [email, email.toUpperCase(), admin.email]) {
    const answer = await organization.owner.call('POST', invitations, {
      body: { email: taken, role: 'employee' },
    });
    expect([answer.status, errorOf(answer)]).toEqual([409, 'taken']);
  }
});

test('an address is available once its invitation is gone, and resending extends it', async () => {
  const email = `${unique('lapsed')}@people.example`;
  const claimKey = { pk: `ORG#${organization.id}#U#invitation.email#${email}`, sk: 'U' };
  const keyOf = (id: string) => ({ pk: `ORG#${organization.id}#INVITATIONS`, sk: id });
  const keptUntil = async (id: string) => {
    const items = await table.organization(organization.id);
    return [keyOf(id), claimKey].map(({ pk, sk }) => items.get(`${pk} ${sk}`)!.expiresAt as number);
  };
  const { id } = await invite(email);
  const now = Math.floor(Date.now() / 1000);
  for (const key of [keyOf(id), claimKey]) await table.change(key, { expiresAt: now + 60 });
  await letPauseEnd(id);
  await bodyOf(200, organization.owner.call('POST', `${invitations}/${id}/resend`));
  const [until, claimedUntil] = await keptUntil(id);
  expect(until).toBeGreaterThan(now + 30 * 86_400);
  expect(claimedUntil).toBe(until);

  // TTL removes items some time after they expire. Until then, they still exist.
  for (const key of [keyOf(id), claimKey]) await table.change(key, { expiresAt: longOver() });
  const again = await invite(email);
  expect((await organization.owner.call('POST', `${invitations}/${id}/resend`)).status).toBe(404);
  expect((await organization.owner.call('DELETE', `${invitations}/${id}`)).status).toBe(404);
  const { items } = await bodyOf(200, organization.owner.call('GET', invitations));
  const open = items.filter((invitation: { email: string }) => invitation.email === email);
  expect(open.map((invitation: { id: string }) => invitation.id)).toEqual([again.id]);
});

test('nobody can invite someone above their own role, or a client', async () => {
  const attempts: [Person, string, string][] = [
    [admin, 'owner', 'not_allowed'],
    [admin, 'client', 'not_a_choice'],
    [organization.owner, 'client', 'not_a_choice'],
  ];
  for (const [person, role, code] of attempts) {
    const body = { email: `${unique('above')}@people.example`, role };
    const answer = await person.call('POST', invitations, { body });
    expect([answer.status, errorOf(answer)]).toEqual([422, code]);
  }
});

test('only owners can resend and revoke owner invitations', async () => {
  const person = await newPerson(host);
  const { id } = await invite(person.email, { role: 'owner' });
  await letPauseEnd(id);
  expect((await admin.call('POST', `${invitations}/${id}/resend`)).status).toBe(403);
  expect((await admin.call('DELETE', `${invitations}/${id}`)).status).toBe(403);
  await bodyOf(200, organization.owner.call('POST', `${invitations}/${id}/resend`));
  expect((await organization.owner.call('DELETE', `${invitations}/${id}`)).status).toBe(204);
});

test('an invitation is valid while its last sender can grant the role, and again when someone else resends it', async () => {
  const person = await newPerson(host);
  let last: string | undefined;
  for (const loseRights of [
    (inviter: Person) => setRole(organization, inviter.userId, 'manager'),
    (inviter: Person) => changeMember(organization, inviter.userId, { active: false }),
    async (inviter: Person) => {
      const path = `${organization.path}/members/${inviter.userId}`;
      await organization.owner.call('DELETE', path, { ifMatch: 1 });
    },
  ]) {
    const inviter = await addMember(host, organization, 'admin');
    const body = { email: person.email, role: 'employee' };
    const { id } = await bodyOf(201, inviter.call('POST', invitations, { body }));
    const token = await mailedToken(host, person.email, organization.id, last);
    await bodyOf(200, preview(token));
    await loseRights(inviter);
    for (const answer of [await preview(token), await accept(person, token)]) {
      expect([answer.status, errorOf(answer)]).toEqual([409, 'expired']);
    }
    await letPauseEnd(id);
    const sent = await bodyOf(200, admin.call('POST', `${invitations}/${id}/resend`));
    expect(sent.invitedById).toBe(admin.userId);
    last = await mailedToken(host, person.email, organization.id, token);
    expect((await bodyOf(200, preview(last))).invitedByName).toBe('The admin Marín');
    expect((await organization.owner.call('DELETE', `${invitations}/${id}`)).status).toBe(204);
  }
});

test('nobody can accept their own invitation', async () => {
  const inviter = await addMember(host, organization, 'admin');
  const email = `${unique('self')}@people.example`;
  await bodyOf(201, inviter.call('POST', invitations, { body: { email, role: 'employee' } }));
  const token = await mailedToken(host, email, organization.id);
  const user = { pk: `USER#${inviter.userId}`, sk: 'USER' };
  const [item] = await table.items(({ sk }) => sk === user.sk, user.pk);
  await table.change(user, { data: JSON.stringify({ ...JSON.parse(item!.data as string), email }) });
  expect((await accept(inviter, token)).status).toBe(409);
});

test('of ten people who accept one link at the same time, exactly one becomes a member', async () => {
  const person = await newPerson(host);
  await invite(person.email);
  const token = await mailedToken(host, person.email, organization.id);
  const answers = await Promise.all(Array.from({ length: 10 }, () => accept(person, token)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(9);
});

test('creating with the same Idempotency-Key invites once', async () => {
  const sent = {
    body: { email: `${unique('same')}@people.example`, role: 'employee' },
    idempotencyKey: unique('key'),
  };
  const create = () => bodyOf(201, organization.owner.call('POST', invitations, sent));
  expect((await create()).id).toBe((await create()).id);
});
