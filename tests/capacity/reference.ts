/**
 * The contact that is used in measurements: it has 4 lookup terms (the e-mail address, the last digits of both phone
 * numbers, the national ID), 2 tags, an owner, and 1.2 KB of attributes in addition to the keys of its lists.
 */
export const referenceContact = (number: number, ownerId: string, tagIds: readonly string[]) => ({
  firstName: 'María José',
  lastName: 'Gómez Rodríguez',
  email: `maria.jose.gomez.${String(number).padStart(3, '0')}@comercial-andina.example`,
  phones: [
    { label: 'work', number: `+5712345${String(number).padStart(3, '0')}` },
    { label: 'mobile', number: `+5731055500${String(number).padStart(3, '0')}` },
  ],
  statusId: 'prospect',
  jobTitle: 'Directora de Compras y Logística para la región andina y el Caribe',
  city: 'Santafé de Bogotá, Distrito Capital',
  country: 'CO',
  nationalId: '52.123.456-7',
  ownerId,
  tagIds,
});
