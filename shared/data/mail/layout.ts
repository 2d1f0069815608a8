import type { Language } from '#contract/language.ts';
import { linkedParts } from '#contract/link-text.ts';
import { senderName } from './sender.ts';

export interface MailContent {
  subject: string;
  text: string;
  html: string;
  /** How the sender is named. The product by default. */
  from?: string;
}

export type MailParagraph = string | { typed: string };

export const paragraphText = (paragraph: MailParagraph): string =>
  typeof paragraph === 'string' ? paragraph : paragraph.typed;

/** The content of an e-mail before layout. Parts are shown in this order. */
export interface MailText {
  subject: string;
  /** The organization that writes, at the top and as the sender. The product by default. */
  brand?: string;
  /** One entry per paragraph. What somebody has typed keeps its line breaks, and its web addresses are links. */
  lead: MailParagraph[];
  /** Shown in large type, to be copied: a code, or lines with a name and a value. */
  shown?: string[];
  button?: { label: string; url: string };
  /** Included in the HTML but not displayed. */
  hidden?: string;
  /** The last paragraph: for example, how long a code is valid, or what to do if the e-mail was unexpected. */
  reason: string;
  /** A link in the last paragraph, such as for stopping such e-mails. */
  reasonLink?: { label: string; url: string };
  /** Lines at the end: the name and address of the organization. */
  address?: readonly string[];
}

const font = "font-family:Inter,'Segoe UI',Helvetica,Arial,sans-serif";

/** The e-mail as text and HTML. */
export function layOut(
  locale: Language,
  { subject, brand, lead, shown = [], button, hidden, reason, reasonLink, address = [] }: MailText,
): MailContent {
  const text = [
    ...lead.map(paragraphText),
    ...(shown.length > 0 ? [shown.join('\n')] : []),
    ...(button ? [button.url] : []),
    reasonLink ? `${reason}\n${reasonLink.label}: ${reasonLink.url}` : reason,
    ...(address.length > 0 ? [address.join('\n')] : []),
  ];
  const paragraphs = lead.map(
    (part) =>
      `<p style="margin:0 0 16px">${typeof part === 'string' ? escapeHtml(part) : typedHtml(part.typed)}</p>`,
  );
  const values = shown.map(
    (value) =>
      `<p style="margin:0 0 16px;padding:12px 16px;border-radius:8px;background:#eef3fe;color:#0b1b3a;font-size:20px;font-weight:600;letter-spacing:0.04em">${escapeHtml(value)}</p>`,
  );
  const link = button
    ? `<p style="margin:8px 0 24px"><a href="${escapeHtml(button.url)}" style="display:inline-block;padding:10px 18px;border-radius:8px;background:#2563eb;color:#ffffff;font-weight:600;text-decoration:none">${escapeHtml(button.label)}</a></p><p style="margin:0 0 16px;font-size:13px;word-break:break-all"><a href="${escapeHtml(button.url)}" style="color:#1d4fc4">${escapeHtml(button.url)}</a></p>`
    : '';
  const more = reasonLink
    ? ` <a href="${escapeHtml(reasonLink.url)}" style="color:#1d4fc4">${escapeHtml(reasonLink.label)}</a>`
    : '';
  const end =
    address.length > 0
      ? `<p style="margin:16px 0 0;font-size:13px;color:#525c73">${address.map(escapeHtml).join('<br>')}</p>`
      : '';
  const unseen = hidden ? `<span style="display:none;mso-hide:all">${escapeHtml(hidden)}</span>` : '';
  const html = `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head><body style="margin:0;padding:24px;background:#f4f6fb;${font};font-size:15px;line-height:1.5;color:#1b2438"><div style="max-width:520px;margin:0 auto;padding:32px;border-radius:12px;background:#ffffff"><p style="margin:0 0 24px;font-weight:700;color:#2563eb">${escapeHtml(brand ?? 'Cobalt CRM')}</p>${paragraphs.join('')}${values.join('')}${link}${unseen}<p style="margin:24px 0 0;padding-top:16px;border-top:1px solid #e2e7f1;font-size:13px;color:#525c73">${escapeHtml(reason)}${more}</p>${end}</div></body></html>`;
  return {
    subject: subject.replace(/\s+/g, ' '),
    text: `${text.join('\n\n')}\n\nCobalt CRM\n`,
    html,
    ...(brand === undefined ? {} : { from: senderName(locale, brand) }),
  };
}

const typedHtml = (typed: string): string =>
  linkedParts(typed)
    .map(({ text, url }) => {
      const html = escapeHtml(text).replaceAll('\n', '<br>');
      return url === undefined ? html : `<a href="${escapeHtml(url)}" style="color:#1d4fc4">${html}</a>`;
    })
    .join('');

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}
