import type { Context, CustomMessageTriggerEvent } from 'aws-lambda';
import { expect, test, vi } from 'vitest';
import { handler as handle } from './handler.ts';

const context = { awsRequestId: 'request-1' } as Context;
const handler = (input: CustomMessageTriggerEvent) => handle(input, context);

function event(triggerSource: string, userAttributes = {}, clientMetadata = {}): CustomMessageTriggerEvent {
  return {
    triggerSource,
    userName: 'ana',
    callerContext: { awsSdkVersion: '', clientId: 'CLIENT_ID_NOT_APPLICABLE' },
    request: { userAttributes, clientMetadata, codeParameter: '{####}', usernameParameter: '{username}' },
    response: { smsMessage: null, emailMessage: null, emailSubject: null },
  } as CustomMessageTriggerEvent;
}

const sources = [
  'CustomMessage_SignUp',
  'CustomMessage_ResendCode',
  'CustomMessage_ForgotPassword',
  'CustomMessage_UpdateUserAttribute',
  'CustomMessage_VerifyUserAttribute',
  'CustomMessage_AdminCreateUser',
];

test.each(sources)('%s uses our text with the code in both languages', async (source) => {
  const [en, es] = [await handler(event(source)), await handler(event(source, { locale: 'es-MX' }))];
  for (const { response } of [en, es]) {
    expect(response.emailMessage).toContain('{####}');
    // Cognito rejects longer messages.
    expect(response.emailMessage!.length).toBeLessThan(20_000);
    expect(response.emailSubject!.length).toBeLessThan(140);
    expect(response.emailMessage!.includes('{username}')).toBe(source === 'CustomMessage_AdminCreateUser');
  }
  expect(en.response.emailMessage).toContain('<html lang="en">');
  expect(es.response.emailMessage).toContain('<html lang="es">');
  expect(es.response.emailSubject).not.toBe(en.response.emailSubject);
});

test('a username that looks like a web address is not shown to the new user, who signs in by e-mail', async () => {
  const mailTo = async (userName: string, locale: string) => {
    const created = { ...event('CustomMessage_AdminCreateUser', { locale }), userName };
    const html = (await handler(created)).response.emailMessage ?? '';
    // Cognito requires this placeholder.
    expect(html).toContain('{username}');
    return html.replace(/<span style="display:none[^>]*>[^<]*<\/span>/, '');
  };
  for (const [locale, text] of [
    ['en', 'Sign in with this e-mail address'],
    ['es', 'Inicia sesión con esta dirección de correo'],
  ] as const) {
    const shown = await mailTo('win.example', locale);
    expect(shown).toContain(text);
    expect(shown).not.toContain('{username}');
    expect(await mailTo('ana_1.2', locale)).toContain('{username}');
  }
});

test("the user's language takes precedence over the page's, and the page's over English", async () => {
  const language = async (attributes: object, metadata: object) =>
    /lang="(..)"/.exec((await handler(event(sources[0]!, attributes, metadata))).response.emailMessage!)![1];
  expect(await language({}, { locale: 'es' })).toBe('es');
  expect(await language({ locale: 'en' }, { locale: 'es' })).toBe('en');
  expect(await language({ locale: 'fr' }, {})).toBe('en');
});

test('an unknown message type keeps Cognito’s text', async () => {
  const { response } = await handler(event('CustomMessage_Authentication'));
  expect(response).toMatchObject({ emailMessage: null, emailSubject: null });
});

test('a code for a new e-mail address is refused for a client’s token and sent for requests of the API', async () => {
  const write = vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
  for (const source of ['CustomMessage_UpdateUserAttribute', 'CustomMessage_VerifyUserAttribute']) {
    const byToken = { ...event(source), callerContext: { awsSdkVersion: '', clientId: 'a1b2c3' } };
    await expect(handler(byToken)).rejects.toThrow('EmailChangeRefused');
  }
  expect(write.mock.calls.map(([line]) => String(line))).toHaveLength(2);
  write.mockRestore();
  const signUp = {
    ...event('CustomMessage_SignUp'),
    callerContext: { awsSdkVersion: '', clientId: 'a1b2c3' },
  };
  expect((await handler(signUp)).response.emailMessage).toContain('{####}');
});
