import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { exportsOf, isThere, runExample } from './examples-in-docs.ts';
import { signedHeaders } from './sender.ts';

const secret = `whsec_${Buffer.from('an example of thirty-two bytes..').toString('base64')}`;
const other = `whsec_${Buffer.from('another secret of thirty-two byt').toString('base64')}`;
const body = JSON.stringify({ type: 'deal.won', text: 'Años, "quotes" & more' });
const headers = signedHeaders(secret, body);
const rotated = {
  ...headers,
  'webhook-signature': `${signedHeaders(other, body, headers['webhook-id'])['webhook-signature']} ${headers['webhook-signature']}`,
};
const old = signedHeaders(secret, body, 'old', new Date(Date.now() - 310_000));
const refused = [
  [old, body],
  [headers, `${body} `],
  [signedHeaders(other, body), body],
] as const;

describe('the examples in TypeScript', () => {
  test('verify what is signed, also during a rotation, and refuse what is old, changed, or signed by others', async () => {
    const { verify } = await exportsOf('webhooks.md');
    for (const taken of [headers, rotated]) expect(() => verify?.(secret, taken, body)).not.toThrow();
    for (const [sent, text] of refused)
      expect(() => verify?.(secret, sent, text)).toThrow(/^(too old|not signed)/);
  });

  test('sign as the package of Standard Webhooks verifies', async () => {
    const { sign } = await exportsOf('webhook-sources.md');
    expect(new Webhook(secret).verify(body, sign?.(secret, body))).toEqual(JSON.parse(body));
  });
});

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const asJson = (value: unknown): string => base64(JSON.stringify(value));

const verifying = {
  python: (sent: object, text: string) => `
import json
headers = json.loads(base64.b64decode("${asJson(sent)}"))
try:
    verify("${secret}", headers, base64.b64decode("${base64(text)}"))
    print("taken")
except ValueError as error:
    print(error)`,
  php: (sent: object, text: string) => `
$headers = json_decode(base64_decode('${asJson(sent)}'), true);
try { verify('${secret}', $headers, base64_decode('${base64(text)}')); echo 'taken'; }
catch (Exception $error) { echo $error->getMessage(); }`,
};
const signing = {
  python: `import json\nprint(json.dumps(sign("${secret}", base64.b64decode("${base64(body)}"))))`,
  php: `echo json_encode(sign('${secret}', base64_decode('${base64(body)}')));`,
};

describe.each(['python', 'php'] as const)('the examples in %s', (language) => {
  test.skipIf(!isThere(language))('verify and refuse what those in TypeScript do', () => {
    const outcomeOf = (sent: object, text: string) =>
      runExample('webhooks.md', language, verifying[language](sent, text));
    expect([outcomeOf(headers, body), outcomeOf(rotated, body)]).toEqual(['taken', 'taken']);
    expect(refused.map(([sent, text]) => outcomeOf(sent, text))).toEqual([
      'too old',
      'not signed with this secret',
      'not signed with this secret',
    ]);
  });

  test.skipIf(!isThere(language))('sign as the package of Standard Webhooks verifies', () => {
    const signed = JSON.parse(runExample('webhook-sources.md', language, signing[language]));
    expect(new Webhook(secret).verify(body, signed)).toEqual(JSON.parse(body));
  });
});
