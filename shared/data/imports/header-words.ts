import type { ImportTypeName } from '#contract/import-types.ts';

/**
 * Words for a type of records or entries in English and Spanish besides its name, folded. In "Deal - Stage" and "Etapa del negocio",
 * they add nothing.
 */
export const typeWords: Partial<Record<ImportTypeName, string>> = {
  contact: 'contact contacts person persons people contacto contactos persona personas',
  customer:
    'customer customers client clients company companies account accounts organization organizations organisation business cliente clientes empresa empresas compania cuenta cuentas organizacion',
  lead: 'lead leads prospect prospects person contact prospecto prospectos persona contacto',
  deal: 'deal deals opportunity opportunities negocio negocios oportunidad oportunidades trato tratos venta',
  vendor:
    'vendor vendors supplier suppliers company account organization proveedor proveedores empresa compania organizacion',
  quote:
    'quote quotes quotation quotations estimate estimates presupuesto presupuestos cotizacion cotizaciones',
  order: 'order orders pedido pedidos orden ordenes',
  invoice: 'invoice invoices factura facturas',
  payment: 'payment payments receipt receipts pago pagos cobro cobros',
  product: 'product products item items article articles producto productos articulo articulos',
  employee: 'employee employees worker staff user empleado empleados trabajador persona',
  note: 'note notes nota notas',
  activity: 'activity activities event events meeting meetings task actividad actividades evento reunion',
  task: 'task tasks activity tarea tareas actividad',
};

/**
 * Words that say which of several addresses a column belongs to, folded, with their rank: of "Business City" and "Home
 * City", the first one is taken.
 */
export const placeWords: ReadonlyMap<string, number> = new Map(
  Object.entries({
    primary: 0,
    main: 0,
    principal: 0,
    work: 1,
    business: 1,
    trabajo: 1,
    laboral: 1,
    corporativo: 1,
    mailing: 1,
    billing: 2,
    facturacion: 2,
    fiscal: 2,
    address: 3,
    direccion: 3,
    home: 4,
    casa: 4,
    particular: 4,
    personal: 4,
    shipping: 5,
    envio: 5,
    other: 6,
    otro: 6,
    otra: 6,
    secondary: 7,
    secundario: 7,
  }),
);

/** Headers that mean a field only if its values are among the entries of the field: "Estado" is a status or a state. */
export const ambiguousHeaders: ReadonlySet<string> = new Set(['estado']);

/** Words without a meaning of their own at the end of a header. */
export const fillerWords: ReadonlySet<string> = new Set(
  'value valor de del de la el los las the of'.split(' '),
);

/**
 * Words of headers whose columns have a known purpose that no field has, folded. Their content decides nothing: a fax
 * number is a phone number that nobody answers, and the e-mail address of an assistant isn't the contact's.
 */
export const foreignWords: ReadonlySet<string> = new Set(
  (
    'fax assistant assistants asistente secretary secretaria spouse conyuge pareja partner referred emergency emergencia ' +
    'linkedin facebook twitter instagram tiktok youtube skype github photo foto picture image imagen avatar logo ' +
    'birthday anniversary cumpleanos aniversario birthdate nacimiento created modified updated creado creada modificado ' +
    'actualizado creation creacion last ultima ultimo next proxima proximo county condado zip postal postcode cp id ids ' +
    'state province provincia region pager telex isdn tty callback radio car carrier iban bank banco tax vat gender sexo sender unsubscribed'
  ).split(' '),
);

/** Headers of columns that contain the currency of the amounts in the same row, folded. */
export const currencyHeaders: ReadonlySet<string> = new Set(
  'currency|currency code|currency iso code|currency of value|value currency|amount currency|moneda|divisa|codigo de moneda|codigo moneda|moneda del valor'.split(
    '|',
  ),
);

/** Endings of columns that contain the labels of the column beside them, such as "Phone 1 - Label" in Google Contacts. */
export const labelEndings: ReadonlySet<string> = new Set(['label', 'type', 'etiqueta', 'tipo']);
