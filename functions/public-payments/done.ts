import type { Language } from '#contract/language.ts';
import type { VisitorContext } from '#data/store/request-context.ts';
import { Page } from '#http/page.ts';

const texts: Record<Language, { title: string; text: string }> = {
  en: {
    title: 'Thank you',
    text: 'If you have completed your payment, it is being processed. You can close this page.',
  },
  es: {
    title: 'Gracias',
    text: 'Si completaste el pago, se está procesando. Puedes cerrar esta página.',
  },
};

/** It follows the visitor's color scheme, light or dark. */
const style = `
:root{color-scheme:light dark;--ink:#14203a;--paper:#fff;--ground:#f4f6fa}
@media (prefers-color-scheme:dark){:root{--ink:#e7ecf6;--paper:#141d33;--ground:#0c1426}}
body{margin:0;padding:16px;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:560px;margin:0 auto;padding:24px;background:var(--paper);border-radius:12px}
h1{margin:0 0 8px;font-size:24px;line-height:1.25}
p{margin:0}
`;
/**
 * The page after a payment, whether it was completed or not: only the provider knows that here. It contains nothing of
 * the request.
 */
export function done({ visitor }: VisitorContext): Promise<Page> {
  const { language } = visitor;
  const { title, text } = texts[language];
  const html = `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${title}</title><style>${style}</style></head>
<body><main><h1>${title}</h1><p>${text}</p></main></body>
</html>
`;
  return Promise.resolve(new Page(200, html));
}
