import { fullNameField, nameFields } from '#contract/import-columns.ts';
import type { MappedField, SourcePreview } from '#contract/webhook-source.ts';

/** How programs name what a field is for, besides its name and label. */
const usualNames: Partial<Record<string, readonly string[]>> = {
  firstName: ['givenName', 'nombre', 'nombres'],
  lastName: ['surname', 'familyName', 'apellido', 'apellidos'],
  fullName: ['name', 'customerName', 'contactName', 'nombreCompleto'],
  name: ['companyName', 'empresa'],
  email: ['emailAddress', 'mail', 'correo', 'correoElectronico'],
  phones: ['phone', 'phoneNumber', 'tel', 'telephone', 'mobile', 'telefono', 'celular'],
  company: ['companyName', 'organization', 'empresa'],
  jobTitle: ['position', 'cargo'],
  message: ['text', 'comment', 'comments', 'mensaje', 'comentario', 'comentarios'],
  notes: ['note', 'description', 'body', 'notas', 'descripcion'],
  title: ['subject', 'asunto'],
  website: ['url', 'site'],
  amount: ['total', 'monto', 'valor', 'importe'],
  reference: ['transactionId', 'referencia'],
  invoice: ['invoiceNumber', 'invoiceCode', 'factura'],
  about: ['email', 'emailAddress', 'phone', 'from', 'correo', 'telefono'],
};

const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();

/** The places at which a message probably has the fields, by their names. Each place is used once. */
export function suggestedMapping(
  fields: readonly { name: string; label: string }[],
  places: SourcePreview['places'],
): MappedField[] {
  const left = places.map(({ at }) => ({ at, name: folded(at.split('/').at(-1) ?? '') }));
  const found: MappedField[] = [];
  // A full name is looked for last, because many things have a name.
  const inOrder = [...fields].sort(
    (one, other) => Number(one.name === fullNameField) - Number(other.name === fullNameField),
  );
  for (const { name, label } of inOrder) {
    const hasName = found.some(({ field }) => nameFields.has(field));
    if (name === fullNameField && hasName) continue;
    const known = [name, label, ...(usualNames[name] ?? [])].map(folded);
    const at = known.map((one) => left.findIndex((place) => place.name === one)).find((place) => place >= 0);
    if (at === undefined) continue;
    const [place] = left.splice(at, 1);
    if (place) found.push({ field: name, from: place.at });
  }
  return found;
}
