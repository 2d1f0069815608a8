import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { signedHeaders } from './call-signature.ts';

const region = 'eu-west-1';

/** The headers with which the SDK's own signer sends the same call. */
async function headersBySdk(
  headers: Record<string, string>,
  body: string,
  at: Date,
  credentials: object,
): Promise<Record<string, string>> {
  // Without a header for the body's checksum, which DynamoDB doesn't need.
  const settings = { region, credentials, applyChecksum: false };
  const { config } = new DynamoDBClient(settings as never);
  const signer = await config.signer();
  const { authorization: _authorization, ...unsigned } = headers;
  const request = { protocol: 'https:', hostname: headers.host, method: 'POST', path: '/', query: {} };
  const signed = await signer.sign({ ...request, headers: unsigned, body } as never, {
    signingDate: at,
  });
  return (signed as unknown as { headers: Record<string, string> }).headers;
}

test('a direct call has the signature of the SDK, on every day and with every kind of credentials', async () => {
  const keys = [
    { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' },
    { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'another', sessionToken: 'token/of+a=session' },
  ];
  const times = ['2026-03-31T23:59:59.999Z', '2026-04-01T00:00:00Z', '2026-03-31T08:00:01Z'];
  for (const credentials of keys) {
    for (const time of times) {
      const at = new Date(time);
      const body = JSON.stringify({ Key: { pk: { S: `Zoë 山田 😀 ${time}` } } });
      const host = 'dynamodb.eu-west-1.amazonaws.com';
      const headers = signedHeaders({ host, operation: 'GetItem', body, at, region, credentials });
      expect(headers).toEqual(await headersBySdk(headers, body, at, credentials));
    }
  }
});
