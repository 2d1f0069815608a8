import { lookup as lookUp, type LookupAddress } from 'node:dns';
import { request as plainRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as secureRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { AttemptProblem } from '#contract/webhook.ts';
import { limits } from '#contract/limits.ts';
import { isOnOwnMachine } from '#contract/receiver-address.ts';
import { isPublicAddress } from './public-address.ts';

/** How a receiver has answered. */
export interface Answer {
  status?: number;
  problem?: AttemptProblem;
  /** The beginning of the body. */
  answer?: string;
}

interface Posting {
  headers: Record<string, string>;
  body: string;
  /** Whether messages may go to the machine that sends them, for development. */
  allowsOwnMachine: boolean;
}

/**
 * Sends a message, and resolves with the receiver's answer or with why there is none. Connections are made to public
 * addresses only: which one it is is decided by what the name leads to when the connection is made. Nothing is redirected,
 * and of the answer, only the beginning is read.
 */
export async function post(url: string, { headers, body, allowsOwnMachine }: Posting): Promise<Answer> {
  const target = new URL(url);
  const isOwn = allowsOwnMachine && isOnOwnMachine(url);
  const host = target.hostname.replace(/^\[|\]$/g, '');
  if (target.protocol !== 'https:' && !isOwn) return { problem: 'not_secure' };
  if (isIP(host) && !isPublicAddress(host)) return { problem: 'address_not_public' };
  const request = target.protocol === 'https:' ? secureRequest : plainRequest;
  const signal = AbortSignal.timeout(limits.webhookAnswerSeconds * 1000);
  try {
    const sent = request(target, {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      lookup: isOwn ? lookUp : publicLookup,
      signal,
      // A connection of its own each, so that none is made before its address was checked.
      agent: false,
      maxHeaderSize: 16 * 1024,
    });
    return await answerTo(sent, body);
  } catch (error) {
    return { problem: signal.aborted ? 'timed_out' : problemOf(error) };
  }
}

function answerTo(sent: ClientRequest, body: string): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  sent.on('error', reject);
  sent.on('response', (response) => {
    void beginningOf(response).then((answer) => {
      const { statusCode: status = 0 } = response;
      sent.destroy();
      resolve({ status, ...problemOfStatus(status), ...(answer === '' ? {} : { answer }) });
    });
  });
  sent.end(body);
  return promise;
}

function problemOfStatus(status: number): { problem?: AttemptProblem } {
  if (status >= 200 && status < 300) return {};
  return { problem: status >= 300 && status < 400 ? 'redirected' : 'refused_status' };
}

/** How long the body of an answer is waited for whose status is known. */
const bodyMs = 1_000;

/** The first bytes of a body, as far as they come soon: the status alone decides. */
function beginningOf(response: IncomingMessage): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const chunks: Buffer[] = [];
  let bytes = 0;
  const end = () => {
    clearTimeout(timer);
    response.removeAllListeners('data');
    resolve(printable(Buffer.concat(chunks).subarray(0, limits.webhookAnswerBytes).toString('utf8')));
  };
  const timer = setTimeout(end, bodyMs);
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= limits.webhookAnswerBytes) end();
  });
  for (const event of ['end', 'close', 'error', 'aborted']) response.on(event, end);
  return promise;
}

/** Without characters that would disturb a page, and without half a character at the end. */
const printable = (text: string): string => text.replace(/\uFFFD+$/, '').replace(/[^\P{C}\n\t]/gu, '�');

class NotPublic extends Error {}

/** Resolves a name to those of its addresses that are public. Fails if there is none. */
const publicLookup: LookupFunction = (hostname, options, done) => {
  lookUp(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
    const open = error ? [] : found.filter(({ address }) => isPublicAddress(address));
    const [first] = open;
    if (!first) done(error ?? new NotPublic(), []);
    else if (options.all) done(null, open);
    else done(null, first.address, first.family);
  });
};

const unknownHost = ['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'ENODATA'];

function problemOf(error: unknown): AttemptProblem {
  if (error instanceof NotPublic) return 'address_not_public';
  const { code = '' } = error as { code?: string };
  if (unknownHost.includes(code)) return 'unknown_host';
  if (code.startsWith('HPE_')) return 'bad_answer';
  if (code.startsWith('ERR_TLS') || code.startsWith('ERR_SSL') || certificateCodes.test(code))
    return 'not_secure';
  return 'no_connection';
}

/** Codes of certificates that can't be trusted, as OpenSSL calls them. */
const certificateCodes = /CERT|SELF_SIGNED|UNABLE_TO_|EPROTO|HOSTNAME_MISMATCH/;
