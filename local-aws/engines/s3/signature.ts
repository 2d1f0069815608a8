import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { ServiceError } from '../../http/service-error.ts';

/** The signer of a call and the declared hash of its body. */
export type Signed = { accessKeyId: string; payloadSha256: string };

type Claims = {
  accessKeyId: string;
  scope: string[];
  stamp: string;
  signedHeaders: string[];
  signature: string;
  payload: string;
  expiresSeconds: number | undefined;
};

const unsigned = 'UNSIGNED-PAYLOAD';
/** Allowed clock difference. */
const skewSeconds = 900;
const longestSeconds = 604_800;

/** Verifies Signature Version 4 in the query or headers, as S3 does. Throws S3's errors. */
export function verifySignature(
  request: IncomingMessage,
  region: string,
  secretOf: (accessKeyId: string) => string | undefined,
): Signed {
  const [path, search] = splitOnce(request.url ?? '/');
  const query = search ? search.split('&').map(decodedPair) : [];
  const named = Object.fromEntries(query);
  const claims = named['X-Amz-Algorithm'] ? claimsOfQuery(named) : claimsOfHeaders(request.headers);
  checkTime(claims, Date.now());
  const [day, signedRegion, service, end] = claims.scope;
  if (
    signedRegion !== region ||
    service !== 's3' ||
    end !== 'aws4_request' ||
    day !== claims.stamp.slice(0, 8)
  ) {
    throw refusal('AuthorizationQueryParametersError', 'Error parsing the Credential', 400);
  }
  const secret = secretOf(claims.accessKeyId);
  if (secret === undefined) {
    throw refusal('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.');
  }
  checkHeaders(request.headers, claims.signedHeaders);
  const canonical = canonicalRequest(request, path, query, claims);
  if (!isEqual(sign(secret, claims, canonical), claims.signature)) {
    throw refusal(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided.',
    );
  }
  return { accessKeyId: claims.accessKeyId, payloadSha256: claims.payload };
}

const refusal = (code: string, message: string, status = 403) => new ServiceError(code, message, status);

function splitOnce(target: string): [string, string] {
  const at = target.indexOf('?');
  return at < 0 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)];
}

function decodedPair(pair: string): [string, string] {
  const [name = '', value = ''] = pair.split('=', 2);
  return [decode(name), decode(value)];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw refusal('InvalidURI', "Couldn't parse the specified URI.", 400);
  }
}

function claimsOfQuery(query: Record<string, string>): Claims {
  const [accessKeyId = '', ...scope] = (query['X-Amz-Credential'] ?? '').split('/');
  return {
    accessKeyId,
    scope,
    stamp: query['X-Amz-Date'] ?? '',
    signedHeaders: (query['X-Amz-SignedHeaders'] ?? '').split(';'),
    signature: query['X-Amz-Signature'] ?? '',
    payload: query['X-Amz-Content-Sha256'] ?? unsigned,
    expiresSeconds: Number(query['X-Amz-Expires'] ?? 0),
  };
}

function claimsOfHeaders(headers: IncomingHttpHeaders): Claims {
  const parts =
    /^AWS4-HMAC-SHA256 Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]+)$/.exec(
      headers.authorization ?? '',
    );
  if (!parts) throw refusal('AccessDenied', 'Access Denied');
  const [, credential = '', signedHeaders = '', signature = ''] = parts;
  const [accessKeyId = '', ...scope] = credential.split('/');
  return {
    accessKeyId,
    scope,
    stamp: String(headers['x-amz-date'] ?? ''),
    signedHeaders: signedHeaders.split(';'),
    signature,
    payload: String(headers['x-amz-content-sha256'] ?? ''),
    expiresSeconds: undefined,
  };
}

function checkTime({ stamp, expiresSeconds }: Claims, now: number): void {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp);
  if (!parts) throw refusal('AccessDenied', 'AWS authentication requires a valid Date or x-amz-date header');
  const [, year, month, day, hour, minute, second] = parts;
  const age = (now - Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)) / 1000;
  if (expiresSeconds === undefined) {
    if (Math.abs(age) > skewSeconds)
      throw refusal(
        'RequestTimeTooSkewed',
        'The difference between the request time and the current time is too large.',
      );
    return;
  }
  if (!(expiresSeconds >= 1 && expiresSeconds <= longestSeconds)) {
    const message = 'X-Amz-Expires must be between 1 and 604800 seconds';
    throw refusal('AuthorizationQueryParametersError', message, 400);
  }
  if (age > expiresSeconds) throw refusal('AccessDenied', 'Request has expired');
  if (age < -skewSeconds) throw refusal('AccessDenied', 'Request is not yet valid');
}

/** Requires `host` and all `x-amz-` headers to be signed, because they can change what a call does. */
function checkHeaders(headers: IncomingHttpHeaders, signed: readonly string[]): void {
  const uncovered = Object.keys(headers).some((name) => name.startsWith('x-amz-') && !signed.includes(name));
  if (!signed.includes('host') || uncovered) {
    throw refusal('AccessDenied', 'There were headers present in the request which were not signed');
  }
}

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

function canonicalRequest(
  request: IncomingMessage,
  path: string,
  query: readonly [string, string][],
  { signedHeaders, payload }: Claims,
): string {
  const headers = signedHeaders.map((name) => {
    const value = [request.headers[name] ?? ''].flat().join(',');
    return `${name}:${value.trim().replace(/ +/g, ' ')}`;
  });
  return [
    request.method,
    path
      .split('/')
      .map((part) => encode(decode(part)))
      .join('/'),
    query
      .filter(([name]) => name !== 'X-Amz-Signature')
      .map(([name, value]) => `${encode(name)}=${encode(value)}`)
      .sort()
      .join('&'),
    ...headers,
    '',
    signedHeaders.join(';'),
    payload,
  ].join('\n');
}

function sign(secret: string, { scope, stamp }: Claims, canonical: string): string {
  const hash = createHash('sha256').update(canonical).digest('hex');
  const text = ['AWS4-HMAC-SHA256', stamp, scope.join('/'), hash].join('\n');
  const key = scope.reduce<string | Buffer>(
    (before, part) => createHmac('sha256', before).update(part).digest(),
    `AWS4${secret}`,
  );
  return createHmac('sha256', key).update(text).digest('hex');
}

function isEqual(expected: string, received: string): boolean {
  return expected.length === received.length && timingSafeEqual(Buffer.from(expected), Buffer.from(received));
}
