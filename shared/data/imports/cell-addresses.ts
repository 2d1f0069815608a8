import { normalizedEmail } from '#contract/email-address.ts';
import { limits } from '#contract/limits.ts';
import { cleanToken } from './clean-text.ts';
import { problem, type Cell, type CellValue } from './cell.ts';

/** An address with a display name isn't longer. */
const charactersMax = 600;
/** "Ana Ruiz <ana@example.com>" and "mailto:ana@example.com?subject=…". */
const withName = /^[^<>]*<\s*(?:mailto:)?([^<>\s]+@[^<>\s]+)\s*>$/i;

/** The address in a text with a display name or `mailto:`; undefined if the text isn't of that form. */
export const addressIn = (text: string): string | undefined =>
  text.length > charactersMax
    ? undefined
    : (withName.exec(text)?.[1] ?? /^mailto:\s*([^\s?]+)/i.exec(text)?.[1]);

/** The only e-mail address in a cell. The schema of the field decides whether it is valid. */
export function readEmail(cell: Cell): CellValue {
  if (typeof cell !== 'string') return problem('invalid_email');
  const addresses = cell.split(/:::|[;,|\r\n]/).flatMap((part) => {
    const line = cleanToken(part);
    return line.includes('@') ? [normalizedEmail(addressIn(line) ?? line)] : [];
  });
  const [address] = addresses;
  if (address === undefined) return problem('invalid_email');
  if (address.length > limits.emailCharacters) return problem('too_long', { limit: limits.emailCharacters });
  return new Set(addresses).size > 1 ? problem('several_emails') : { value: address };
}

/** A host with a top-level domain of letters, and what follows it. After a colon, only a port, so no scheme fits. */
const withoutScheme =
  /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}_-]*[\p{L}\p{N}])?\.)+(?:xn--[a-z0-9-]+|\p{L}{2,})(?::\d{1,5})?(?:[/?#]\S*)?$/iu;

/** A web address. Without a scheme, it gets https. */
export function readUrl(cell: Cell): CellValue {
  const text = typeof cell === 'string' ? cleanToken(cell).replace(/^<(.*)>$/, '$1') : '';
  if (text.length > limits.urlCharacters) return problem('too_long', { limit: limits.urlCharacters });
  if (/^https?:\/\//i.test(text)) return { value: text };
  const bare = text.replace(/^\/\//, '');
  return withoutScheme.test(bare) ? { value: `https://${bare}` } : problem('invalid_url');
}
