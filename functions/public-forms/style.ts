import { pageStyle } from '#http/page-style.ts';

/** The style of all pages of forms. */
export const style = `${pageStyle}
textarea{min-height:112px;resize:vertical}
fieldset{margin:0;padding:0;border:0;min-width:0}
legend{padding:0;margin:0 0 4px;font-weight:600}
.help{margin:4px 0 0}
fieldset .check{margin:4px 0}
.check{display:grid;grid-template-columns:auto 1fr;gap:4px 10px;align-items:start}
.check input{width:20px;height:20px;margin:2px 0 0}
.check label{font-weight:400;margin:0;white-space:pre-line}
.check .error{grid-column:2}
.trap{position:absolute;left:-9999px;width:1px;height:1px;overflow:hidden}
`;
