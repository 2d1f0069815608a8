import { createHash } from 'node:crypto';

/** The version of an output that has one. */
const versionOf = (output: unknown): number | undefined => {
  const version = (output as { version?: unknown } | null | undefined)?.version;
  return typeof version === 'number' ? version : undefined;
};

/** The ETag of the answer to a change: the new version, if the output has one. */
export function versionTag(output: unknown): string | undefined {
  const version = versionOf(output);
  return version === undefined ? undefined : `"v${version}"`;
}

/**
 * The ETag of the answer to a GET. Values that readers maintain, such as the number of activities, and addresses of
 * pictures change without a new version, so a hash of the body follows the version. `If-Match` compares the version only.
 */
export function bodyTag(output: unknown, body: string): string {
  const { asOf } = (output ?? {}) as { asOf?: unknown };
  // The time of an answer differs each time.
  const kept = typeof asOf === 'string' ? body.replace(asOf, '') : body;
  const hash = createHash('sha1').update(kept).digest('base64url').slice(0, 12);
  const version = versionOf(output);
  return version === undefined ? `W/"${hash}"` : `"v${version}-${hash}"`;
}

/** Whether If-None-Match names the tag. Weak and strong tags are equal here, as RFC 9110 demands. */
export function isNamedBy(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const opaque = (one: string) => one.trim().replace(/^W\//, '');
  return ifNoneMatch.split(',').some((one) => one.trim() === '*' || opaque(one) === opaque(tag));
}
