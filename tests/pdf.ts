import { extractText, getDocumentProxy } from 'unpdf';

/** The text of each page, as an independent reader finds it: words with single spaces between them. */
export async function pagesOf(bytes: Uint8Array): Promise<string[]> {
  // The reader keeps the bytes that it gets.
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: false });
  return text.map((page) => page.replaceAll('\u200b', '').replaceAll(/[\s\u00a0]+/g, ' '));
}

/** The bytes of an answer that must have succeeded. */
export async function fetchedBytes(url: string, token: string): Promise<Buffer> {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  if (answer.status !== 200) throw new Error(`answered ${answer.status}: ${await answer.text()}`);
  return Buffer.from(await answer.arrayBuffer());
}

/** An amount as it is written in Spain, made without the code under test. */
export function spanishAmount(amountMinor: number, digits = 2): string {
  const text = String(Math.abs(amountMinor)).padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits).replace(/\B(?=(\d{3})+$)/g, '.');
  return `${amountMinor < 0 ? '-' : ''}${whole}${digits > 0 ? `,${text.slice(-digits)}` : ''}`;
}
