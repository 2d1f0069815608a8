import type { CustomMessageTriggerEvent } from 'aws-lambda';
import { expect, test } from 'vitest';
import { handler } from './handler.ts';

function event(triggerSource: string, userAttributes = {}, clientMetadata = {}): CustomMessageTriggerEvent {
  return {
    triggerSource,
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

test.each(sources)('%s has words of ours in both languages, with the place for the code', async (source) => {
  const [en, es] = [await handler(event(source)), await handler(event(source, { locale: 'es-MX' }))];
  for (const { response } of [en, es]) {
    expect(response.emailMessage).toContain('{####}');
    // The pool takes no longer ones.
    expect(response.emailMessage!.length).toBeLessThan(20_000);
    expect(response.emailSubject!.length).toBeLessThan(140);
    expect(response.emailMessage!.includes('{username}')).toBe(source === 'CustomMessage_AdminCreateUser');
  }
  expect(en.response.emailMessage).toContain('<html lang="en">');
  expect(es.response.emailMessage).toContain('<html lang="es">');
  expect(es.response.emailSubject).not.toBe(en.response.emailSubject);
});

test("the user's language comes before the page's, and the page's before English", async () => {
  const language = async (attributes: object, metadata: object) =>
    /lang="(..)"/.exec((await handler(event(sources[0]!, attributes, metadata))).response.emailMessage!)![1];
  expect(await language({}, { locale: 'es' })).toBe('es');
  expect(await language({ locale: 'en' }, { locale: 'es' })).toBe('en');
  expect(await language({ locale: 'fr' }, {})).toBe('en');
});

test('a message that is not ours keeps the words of the pool', async () => {
  const { response } = await handler(event('CustomMessage_Authentication'));
  expect(response).toMatchObject({ emailMessage: null, emailSubject: null });
});
