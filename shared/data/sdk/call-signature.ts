import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';
import { signingKey, stampOf, type Credentials } from './signature.ts';

/** A call of DynamoDB to sign. */
export interface UnsignedCall {
  host: string;
  /** Such as `GetItem`. */
  operation: string;
  body: string;
  at: Date;
  region: string;
  credentials: Credentials;
}

const service = 'dynamodb';
const contentType = 'application/x-amz-json-1.0';

/** The headers of a call, with a Signature Version 4 of them and the body. */
export function signedHeaders(call: UnsignedCall): Record<string, string> {
  const { host, operation, body, at, region, credentials } = call;
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const stamp = stampOf(at);
  const day = stamp.slice(0, 8);
  // In alphabetical order, as the signature needs them.
  const headers: Record<string, string> = {
    'content-type': contentType,
    host,
    'x-amz-date': stamp,
    ...(sessionToken ? { 'x-amz-security-token': sessionToken } : {}),
    'x-amz-target': `DynamoDB_20120810.${operation}`,
  };
  const names = Object.keys(headers).join(';');
  let lines = '';
  for (const name in headers) lines += `${name}:${headers[name]}\n`;
  const scope = `${day}/${region}/${service}/aws4_request`;
  const canonical = `POST\n/\n\n${lines}\n${names}\n${hash('sha256', body)}`;
  const signature = createHmac('sha256', keyOf(secretAccessKey, day, region))
    .update(`AWS4-HMAC-SHA256\n${stamp}\n${scope}\n${hash('sha256', canonical)}`)
    .digest('hex');
  headers.authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  return headers;
}

let last: { name: string; key: KeyObject } | undefined;

/**
 * The key of a day. The one that was used last is kept, because deriving it takes as long as all the rest, and as a
 * `KeyObject`, because Node takes six times as long with the bytes of a key.
 */
function keyOf(secret: string, day: string, region: string): KeyObject {
  const name = `${secret} ${day} ${region}`;
  if (last?.name !== name) last = { name, key: createSecretKey(signingKey(secret, day, region, service)) };
  return last.key;
}
