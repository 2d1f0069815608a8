import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Answer } from './call.ts';

/**
 * Smaller answers aren't compressed: they gain little, and those that contain secrets, such as a new API key, are among
 * them. The length of a compressed answer could otherwise reveal a secret beside text that an attacker chooses.
 */
const leastBytes = 2_048;

/**
 * Compresses the body of an answer if the client accepts that. CloudFront compresses only what it may cache, and answers
 * of the API are for one caller each.
 */
export function compressed(answer: Answer, acceptEncoding = ''): Answer {
  const { body, headers } = answer;
  if (body === undefined || answer.isBase64Encoded || Buffer.byteLength(body) < leastBytes) return answer;
  const coding = codingFor(acceptEncoding);
  if (!coding) return { ...answer, headers: { ...headers, vary: varyWith(headers?.vary) } };
  return {
    ...answer,
    headers: { ...headers, 'content-encoding': coding, vary: varyWith(headers?.vary) },
    body: codings[coding](body).toString('base64'),
    isBase64Encoded: true,
  };
}

const varyWith = (vary: string | number | boolean | undefined): string =>
  vary === undefined ? 'Accept-Encoding' : `${vary}, Accept-Encoding`;

/** Fast levels, because a person or a program waits for each answer. */
const codings = {
  br: (body: string) =>
    brotliCompressSync(body, {
      params: {
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_QUALITY]: 4,
        [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
      },
    }),
  gzip: (body: string) => gzipSync(body, { level: 5 }),
};

function codingFor(acceptEncoding: string): keyof typeof codings | undefined {
  const accepted = acceptEncoding
    .toLowerCase()
    .split(',')
    .map((part) => part.trim())
    .filter((part) => !/;\s*q=0(?:\.0*)?$/.test(part))
    .map((part) => part.split(';')[0]?.trim());
  return (['br', 'gzip'] as const).find((coding) => accepted.includes(coding));
}
