/** Why a document is called something else than in the UI. `title` is what its PDF and e-mails call it. */
export const unreported = (title: string) =>
  `PDFs and e-mails are titled “${title}”, because no certified provider reports to the tax authority.`;
