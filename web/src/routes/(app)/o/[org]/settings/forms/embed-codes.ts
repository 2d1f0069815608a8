import type { Form } from '#contract/form.ts';
import { formHeightPx } from '#contract/public-form.ts';

export interface EmbedCodes {
  link: string;
  frame: string;
  script: string;
  heightPx: number;
}

const inAttribute = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The link to a form, and code snippets that show it on another site. `origin` is this site's origin. */
export function embedCodes({ id, title, fields, consentText }: Form, origin: string): EmbedCodes {
  const link = `${origin}/v1/forms/${id}`;
  const heightPx = formHeightPx(fields.length, consentText !== undefined);
  const style = `width:100%;height:${heightPx}px;border:0`;
  return {
    link,
    frame: `<iframe src="${link}" title="${inAttribute(title)}" style="${style}"></iframe>`,
    script: `<script src="${link}/script" async></script>`,
    heightPx,
  };
}
