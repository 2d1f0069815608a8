import { request } from 'node:http';
import type { Answer } from './caller.ts';

interface Sent {
  /** A loopback address (127.x.y.z) from which to send the request. By default, a new one: requests are counted by address. */
  from?: string;
  headers?: Record<string, string>;
  /** The body: `json` is sent as JSON, `form` as a browser sends an HTML form. */
  json?: object;
  form?: Record<string, string> | string;
}

/** Sends a request without credentials from a particular source address, which `fetch` cannot choose. */
export function visit(url: string, method: string, path: string, sent: Sent = {}): Promise<Answer> {
  const { from = newAddress(), headers, json, form } = sent;
  const encoded = typeof form === 'object' ? new URLSearchParams(form).toString() : form;
  const body = encoded ?? (json ? JSON.stringify(json) : '');
  const type = form ? 'application/x-www-form-urlencoded' : 'application/json';
  return new Promise((resolve, reject) => {
    const call = request(
      `${url}${path}`,
      {
        method,
        localAddress: from,
        headers: {
          ...(body ? { 'content-type': type, 'content-length': Buffer.byteLength(body) } : {}),
          ...headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          const isJson = String(response.headers['content-type']).includes('json');
          resolve({
            status: response.statusCode ?? 0,
            headers: new Headers(response.headers as Record<string, string>),
            text,
            body: isJson ? (JSON.parse(text) as unknown) : undefined,
          });
        });
      },
    );
    call.on('error', reject);
    call.end(body);
  });
}

let last = Math.floor(Math.random() * 60_000);
/** A loopback address that is new in this test file. The first one is random, so files rarely share addresses. */
export function newAddress(): string {
  last += 1;
  return `127.${10 + (last >> 16)}.${(last >> 8) & 255}.${last & 255}`;
}
