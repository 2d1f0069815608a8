import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, inject, test } from 'vitest';
import { limits } from '#contract/limits.ts';
import { recoveryKey } from '#data/store/keys.ts';
import { recoveryDigest } from '#data/accounts/recovery-code.ts';
import { setUpSecondFactor } from '../authenticator.ts';
import { bodyOf, callerWith, type Answer } from '../caller.ts';
import { connectHost } from '../host.ts';
import { addMember, newOrganization, newPerson, password, unique, type Person } from '../organization.ts';
import { openTable } from '../table.ts';
import { newAddress, visit } from '../visitor.ts';
import { callPool } from 'local-aws/pool-client.ts';

const host = connectHost(inject('host'));

const protectedPerson = async () => {
  const person = await newPerson(host);
  const factor = await setUpSecondFactor(host, person);
  // Waits for the notice, so that it doesn't arrive after the code that a test requests next.
  await mailed(person.email, /^New recovery codes/);
  return { ...person, ...factor };
};
const state = (person: Person) => bodyOf(200, person.call('GET', '/v1/second-factor'));
/** Each call comes from a new IP address. Limits per IP address are tested in account-safety.test.ts. */
const recover = (username: string, secret: string, code: string) =>
  visit(host.url, 'POST', '/v1/second-factor/recover', {
    from: newAddress(),
    json: { username, password: secret, code },
  });
const remove = (person: Person, secret: string, code: string) =>
  person.call('POST', '/v1/second-factor/remove', { body: { password: secret, code } });
const errorsOf = ({ status, body }: Answer) => [
  status,
  ...body.errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`),
];

/** The text of the e-mail with this subject, once it has arrived. */
async function mailed(to: string, subject: RegExp): Promise<string> {
  for (let attempts = 0; attempts < 300; attempts += 1) {
    const found = (await host.mails(to)).find((mail) => subject.test(mail.subject));
    if (found) return found.text;
    await sleep(50);
  }
  throw new Error('no such mail has come');
}

const renew = (person: Person, body: object) =>
  person.call('POST', '/v1/second-factor/recovery-codes', { body });

describe('a second factor', () => {
  test('is required at every sign-in once on, and new codes are notified by e-mail', async () => {
    const person = await newPerson(host);
    expect(await state(person)).toEqual({ isOn: false, recoveryCodesLeft: 0 });
    const none = await person.call('POST', '/v1/second-factor/recovery-codes', { body: {} });
    expect(none.status).toBe(409);
    const { app, codes } = await setUpSecondFactor(host, person);
    expect(codes).toHaveLength(limits.recoveryCodes);
    expect(new Set(codes).size).toBe(limits.recoveryCodes);
    for (const code of codes) expect(code).toMatch(/^([a-hj-km-np-z2-9]{4}-){3}[a-hj-km-np-z2-9]{4}$/);
    expect(await state(person)).toEqual({ isOn: true, recoveryCodesLeft: limits.recoveryCodes });
    await mailed(person.email, /^New recovery codes/);

    await expect(host.signIn(person.username, password)).rejects.toThrow('has a second factor');
    const wrong = () => Promise.resolve(app.wrong());
    await expect(host.signIn(person.username, password, wrong)).rejects.toMatchObject({
      name: 'CodeMismatchException',
    });
    const { accessToken } = await host.signIn(person.username, password, app.code);
    expect((await callerWith(host.url, accessToken)('GET', '/v1/me')).status).toBe(200);
  });

  test('survives signing out everywhere and a new password', async () => {
    const person = await protectedPerson();
    expect((await person.call('POST', '/v1/me/sign-out-everywhere')).status).toBe(204);
    expect((await person.call('GET', '/v1/second-factor')).status).toBe(401);
    const { clientId: ClientId } = host.info;
    const named = { ClientId, Username: person.username };
    await callPool(host.info, 'ForgotPassword', named);
    const ConfirmationCode = await host.code(person.email);
    const Password = 'quite another phrase';
    await callPool(host.info, 'ConfirmForgotPassword', { ...named, ConfirmationCode, Password });
    await expect(host.signIn(person.username, Password)).rejects.toThrow('has a second factor');
    await sleep(1000);
    const { accessToken } = await host.signIn(person.username, Password, person.app.code);
    const call = callerWith(host.url, accessToken);
    expect((await call('GET', '/v1/second-factor')).body).toMatchObject({ isOn: true });
  });

  test('cannot be turned off by an admin: no organization operation exists for it', async () => {
    const organization = await newOrganization(await newPerson(host));
    const person = await protectedPerson();
    await addMember(host, organization, 'employee', person);
    const { owner, path } = organization;
    for (const tail of ['', '/second-factor', '/second-factor/remove', '/second-factor/recover']) {
      const answer = await owner.call('POST', `${path}/members/${person.userId}${tail}`, {
        body: { password, code: person.codes[0] },
      });
      expect([404, 405]).toContain(answer.status);
    }
    const resent = await owner.call('POST', `${path}/members/${person.userId}/resend`);
    expect(resent.status).toBe(409);
    expect(await state(person)).toMatchObject({ isOn: true });
  });
});

describe('turning it off', () => {
  test('requires both the password and a code from the app', async () => {
    const person = await protectedPerson();
    expect(errorsOf(await remove(person, 'not the password', await person.app.code()))).toEqual([
      422,
      '/password no_match',
    ]);
    expect(errorsOf(await remove(person, password, person.app.wrong()))).toEqual([422, '/code wrong_code']);
    const other = await protectedPerson();
    expect(errorsOf(await remove(person, password, other.codes[0]!))).toEqual([422, '/code wrong_code']);
    expect(await state(person)).toMatchObject({ isOn: true });
    expect((await remove(person, password, await person.app.code())).status).toBe(204);
    expect(await state(person)).toEqual({ isOn: false, recoveryCodesLeft: 0 });
    expect(await mailed(person.email, /^Two-factor authentication was turned off$/)).toContain(
      person.username,
    );
    await host.signIn(person.username, password);
    // The recovery codes were deleted with the second factor, so they can't be used with a later one.
    expect(errorsOf(await recover(person.username, password, person.codes[1]!))).toEqual([
      422,
      '/code wrong_code',
    ]);
    expect(await openTable(host).items(({ sk }) => sk === 'RECOVERY', person.userId)).toEqual([]);
  });

  test('accepts a recovery code instead of the app’s', async () => {
    const person = await protectedPerson();
    const typed = person.codes[3]!.toUpperCase().replaceAll('-', ' ');
    expect((await remove(person, password, typed)).status).toBe(204);
    expect(await state(person)).toMatchObject({ isOn: false });
  });
});

describe('a recovery code', () => {
  test('with the password signs in a user who lost the app, once, and notifies them by e-mail', async () => {
    const person = await protectedPerson();
    const [code = '', other = ''] = person.codes;
    expect((await recover(person.email, password, code)).status).toBe(204);
    expect(await mailed(person.email, /recovery code$/)).toContain(person.username);
    const { accessToken } = await host.signIn(person.username, password);
    const again = { ...person, token: accessToken, call: callerWith(host.url, accessToken) };
    expect(await state(again)).toEqual({ isOn: false, recoveryCodesLeft: 0 });
    const next = await setUpSecondFactor(host, again);
    for (const used of [code, other]) {
      expect(errorsOf(await recover(person.username, password, used))).toEqual([422, '/code wrong_code']);
    }
    expect(await state(again)).toEqual({ isOn: true, recoveryCodesLeft: limits.recoveryCodes });
    expect((await recover(person.username, password, next.codes[0]!)).status).toBe(204);
  });

  test('is useless without the password, and unknown users look like wrong passwords', async () => {
    const person = await protectedPerson();
    const [code = ''] = person.codes;
    const wrong = await recover(person.username, 'not the password', code);
    const unknown = await recover(unique('nobody'), password, code);
    const strange = await recover('\u0000 ', password, code);
    const unprotected = await recover((await newPerson(host)).username, 'not the password', code);
    const shown = ({ status, body: { requestId, ...body } }: Answer) => {
      expect(requestId).toBeDefined();
      return { status, body };
    };
    for (const answer of [unknown, strange, unprotected]) expect(shown(answer)).toEqual(shown(wrong));
    expect(errorsOf(wrong)).toEqual([422, '/password no_match']);
    expect(await state(person)).toEqual({ isOn: true, recoveryCodesLeft: limits.recoveryCodes });
  });

  test('shares the lockout for wrong passwords with sign-in', async () => {
    const person = await protectedPerson();
    for (let attempts = 0; attempts < 8; attempts += 1)
      await recover(person.username, 'not the password', 'abcd-efgh');
    expect(errorsOf(await recover(person.username, password, person.codes[0]!))).toEqual([
      422,
      '/password no_match',
    ]);
    await expect(host.signIn(person.username, password)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
  });

  test('used by many at the same time lets only one in', async () => {
    const person = await protectedPerson();
    const [code = ''] = person.codes;
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => recover(person.username, password, code)),
    );
    expect(answers.filter(({ status }) => status === 204).length).toBeGreaterThan(0);
    for (const { status } of answers) expect([204, 409, 412, 422]).toContain(status);
    await host.settled({ id: person.userId });
    const notices = (await host.mails(person.email)).filter(({ subject }) =>
      subject.endsWith('recovery code'),
    );
    expect(notices).toHaveLength(1);
  });

  test('can be tried a limited number of times a day', async () => {
    const person = await protectedPerson();
    const attempts = Array.from({ length: limits.recoveryTriesPerDay }, () =>
      recover(person.username, password, 'abcd-efgh-jkmn-pqrs'),
    );
    for (const answer of await Promise.all(attempts)) {
      expect(errorsOf(answer)).toEqual([422, '/code wrong_code']);
    }
    const [code = ''] = person.codes;
    expect(errorsOf(await recover(person.username, password, code))).toEqual([429, '/code too_many_tries']);
    expect(errorsOf(await remove(person, password, code))).toEqual([429, '/code too_many_tries']);
    expect((await remove(person, password, await person.app.code())).status).toBe(204);
  });

  test('that was interrupted can be completed for ten minutes', async () => {
    const person = await protectedPerson();
    const table = openTable(host);
    const [item] = await table.items(({ sk }) => sk === 'RECOVERY', person.userId);
    const [code = ''] = person.codes;
    const digest = recoveryDigest(person.userId, code);
    const brokenOff = (at: number) =>
      table.put({
        ...item,
        ...recoveryKey(person.userId),
        codes: item!.codes.filter((kept: string) => kept !== digest),
        used: { digest, at: new Date(at).toISOString() },
      });
    await brokenOff(Date.now() - 601_000);
    expect(errorsOf(await recover(person.username, password, code))).toEqual([422, '/code wrong_code']);
    await brokenOff(Date.now());
    expect(errorsOf(await renew(person, { password, code }))).toEqual([422, '/code wrong_code']);
    expect((await recover(person.username, password, code)).status).toBe(204);
    expect(await state(person)).toEqual({ isOn: false, recoveryCodesLeft: 0 });
  });

  test('is stored as a digest only', async () => {
    const person = await protectedPerson();
    const table = openTable(host);
    for (const code of person.codes.slice(0, 2)) {
      expect(table.holds(code)).toBe(false);
      expect(table.holds(code.replaceAll('-', ''))).toBe(false);
    }
  });
});

describe('renewed codes', () => {
  test('require the password and a code if some exist, and invalidate them', async () => {
    const person = await protectedPerson();
    expect(errorsOf(await renew(person, {}))).toEqual([422, '/password required', '/code required']);
    expect(errorsOf(await renew(person, { password: 'not the password', code: person.codes[0] }))).toEqual([
      422,
      '/password no_match',
    ]);
    expect(errorsOf(await renew(person, { password, code: person.app.wrong() }))).toEqual([
      422,
      '/code wrong_code',
    ]);
    const { codes } = await bodyOf(200, renew(person, { password, code: await person.app.code() }));
    expect(codes).toHaveLength(limits.recoveryCodes);
    expect(errorsOf(await recover(person.username, password, person.codes[0]!))).toEqual([
      422,
      '/code wrong_code',
    ]);
    const next = await bodyOf(200, renew(person, { password, code: codes[0] }));
    expect(next.codes).not.toContain(codes[0]);
    expect((await recover(person.username, password, next.codes[9])).status).toBe(204);
  });
});
