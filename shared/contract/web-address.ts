import * as z from 'zod/mini';
import { limits } from './limits.ts';
import { withoutUnseenAround } from './unseen.ts';

/** An http or https URL. */
export const webAddress = z
  .string()
  .check(
    z.maxLength(limits.urlCharacters),
    withoutUnseenAround,
    z.trim(),
    z.regex(/^https?:\/\/[^\s/?#]+\.[^\s]*$/i, { error: 'url' }),
  );

/**
 * A host name, `localhost` or an IPv4 address, with or without a port. The last part of a name starts with a letter, as
 * otherwise URLs take it for an IPv4 address.
 */
function host(character: string): string {
  const byte = String.raw`(?:25[0-5]|2[0-4]\d|1?\d?\d)`;
  const port = String.raw`(?:6553[0-5]|655[0-2]\d|65[0-4]\d\d|6[0-4]\d{3}|[0-5]?\d{1,4})`;
  const name = String.raw`(?:${character}+\.)*(?![\d-])${character}+`;
  return String.raw`(?:${name}|${byte}(?:\.${byte}){3})(?::${port})?`;
}

/** The URL of a redirect target: https only, without credentials, which would disguise the host. */
export const secureAddress = z.string().check(
  z.maxLength(300),
  withoutUnseenAround,
  z.trim(),
  z.regex(
    new RegExp(
      String.raw`^[hH][tT]{2}[pP][sS]://${host(String.raw`[\p{L}\p{N}_-]`)}(?:[/?#][^\s"'<>\\]*)?$`,
      'u',
    ),
    {
      error: 'secureUrl',
    },
  ),
  z.refine((address) => URL.canParse(address) && !hasCredentials(new URL(address)), { error: 'secureUrl' }),
);

const hasCredentials = ({ username, password }: URL): boolean => username !== '' || password !== '';

/** The origin of a site: scheme, host and optional port, without a path. */
export const webOrigin = z.string().check(
  z.maxLength(200),
  z.trim(),
  z.toLowerCase(),
  z.regex(new RegExp(String.raw`^[hH][tT]{2}[pP][sS]?://${host('[A-Za-z0-9_-]')}/?$`), { error: 'site' }),
  z.refine((address) => URL.canParse(address), { error: 'site' }),
  // zod also calls this for values that an earlier check rejected.
  z.overwrite((address) => (URL.canParse(address) ? new URL(address).origin : address)),
);
