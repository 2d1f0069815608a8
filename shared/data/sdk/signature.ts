import { createHash, createHmac } from 'node:crypto';

/** An S3 request to sign. The signature covers the method, the URL and these headers, but not the body. */
export interface SignedCall {
  method: string;
  /** The object's URL with its key percent-encoded, and any query parameters. */
  url: URL;
  /** Headers that the request must send with exactly these values, in addition to `host`. Names are in lowercase. */
  headers?: Readonly<Record<string, string>>;
  expiresSeconds: number;
  at: Date;
  region: string;
  credentials: Credentials;
}

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string | undefined;
}

const hex = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/**
 * Percent-encodes everything except the unreserved characters of RFC 3986. `encodeURIComponent` alone leaves `!'()*`
 * unencoded.
 */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** A time as signatures contain it, such as `20261120T090000Z`. */
export const stampOf = (at: Date): string => at.toISOString().replace(/[-:]|\.\d+/g, '');

/** The key that signs all requests to a service on a day, such as `20261120`. */
export const signingKey = (secretAccessKey: string, day: string, region: string, service: string): Buffer =>
  hmac(hmac(hmac(hmac(`AWS4${secretAccessKey}`, day), region), service), 'aws4_request');

/**
 * A URL that allows this request for a limited time, with a Signature Version 4 in its query. Implemented here because
 * the S3 client is large, see README.md. Tested with the example in the AWS documentation.
 */
export function presign(call: SignedCall): string {
  const { method, url, headers = {}, expiresSeconds, at, region, credentials } = call;
  const stamp = stampOf(at);
  const scope = `${stamp.slice(0, 8)}/${region}/s3/aws4_request`;
  const signed = { ...headers, host: url.host };
  const names = Object.keys(signed).sort();
  const query = [
    ...url.searchParams,
    ['X-Amz-Algorithm', 'AWS4-HMAC-SHA256'],
    ['X-Amz-Credential', `${credentials.accessKeyId}/${scope}`],
    ['X-Amz-Date', stamp],
    ['X-Amz-Expires', String(expiresSeconds)],
    ['X-Amz-SignedHeaders', names.join(';')],
    ...(credentials.sessionToken ? [['X-Amz-Security-Token', credentials.sessionToken]] : []),
  ]
    .map(([name = '', value = '']) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const canonical = [
    method,
    url.pathname,
    query,
    ...names.map((name) => `${name}:${signed[name as keyof typeof signed].trim()}`),
    '',
    names.join(';'),
    'UNSIGNED-PAYLOAD',
  ].join('\n');
  const text = ['AWS4-HMAC-SHA256', stamp, scope, hex(canonical)].join('\n');
  const key = signingKey(credentials.secretAccessKey, stamp.slice(0, 8), region, 's3');
  const signature = createHmac('sha256', key).update(text).digest('hex');
  return `${url.origin}${url.pathname}?${query}&X-Amz-Signature=${signature}`;
}
