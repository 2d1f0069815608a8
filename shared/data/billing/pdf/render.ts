import pdfmake from 'pdfmake';
import fonts from 'pdfmake/build/vfs_fonts.js';

export type Definition = Parameters<typeof pdfmake.createPdf>[0];

/** What types of pdfmake lack: the files that it reads fonts from. */
const { virtualfs } = pdfmake as unknown as {
  virtualfs: { writeFileSync: (name: string, bytes: Buffer) => void };
};

const files = { normal: 'Roboto-Regular.ttf', bold: 'Roboto-Medium.ttf' };
for (const name of Object.values(files))
  virtualfs.writeFileSync(name, Buffer.from(fonts[name] ?? '', 'base64'));
pdfmake.setFonts({ Roboto: files });
// Documents contain all that is printed.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy(() => false);

/** The bytes of a PDF, which are the same whenever the definition is. */
export const pdfBytes = (definition: Definition): Promise<Buffer> =>
  pdfmake.createPdf(definition).getBuffer();
