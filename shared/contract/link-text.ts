/**
 * Text that e-mail clients turn into links: web and e-mail addresses, with or without a scheme, including addresses
 * that use full stops of other scripts. The API description contains the pattern, which therefore has no flag `i`.
 */
export const linkText =
  /:\/\/|\b[wW]{3}[.．。｡]|\S@\S|[\p{L}\p{N}-][.．。｡][\p{L}\p{N}-]*\p{L}{2}|\d+[.．。｡]\d+[.．。｡]\d+[.．。｡]\d+/u;

/** Whether e-mail clients could turn a part of the text into a link. */
export const hasLink = (text: string): boolean => linkText.test(text);

/**
 * Changes a text so that e-mail clients turn no part of it into a link: replaces `://` and `@`, and adds spaces after
 * dots. Texts without such parts stay unchanged.
 */
export const withoutLinks = (text: string): string =>
  hasLink(text)
    ? text
        .replaceAll('://', ' ')
        .replaceAll('@', ' at ')
        .replace(/[.．。｡](?=\S)/gu, '. ')
    : text;

const webAddress = /(?:https?:\/\/|\bwww\.)[^\s<>"“”«»]+/giu;
const afterAddress = new Set(".,;:!?'’)]}*_…");

/** A part of a text, which is a link if it has a URL. */
export interface TextPart {
  text: string;
  url?: string;
}

/** The parts of a plain text: web addresses, and what is between them. Punctuation after an address isn't part of it. */
export function linkedParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(webAddress)) {
    const address = withoutEnd(found);
    const url = /^https?:/i.test(address) ? address : `https://${address}`;
    if (!URL.canParse(url)) continue;
    if (index > end) parts.push({ text: text.slice(end, index) });
    parts.push({ text: address, url });
    end = index + address.length;
  }
  return end < text.length ? [...parts, { text: text.slice(end) }] : parts;
}

/** A parenthesis stays if it was opened in the address, as in those of Wikipedia. */
function withoutEnd(address: string): string {
  let length = address.length;
  let unopened = address.split(')').length - address.split('(').length;
  while (afterAddress.has(address[length - 1] ?? '')) {
    if (address[length - 1] === ')') {
      if (unopened <= 0) break;
      unopened -= 1;
    }
    length -= 1;
  }
  return address.slice(0, length);
}
