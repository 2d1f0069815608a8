import type { Messages } from '../messages.ts';

/** UI text for the billing settings. */
export const billingTexts = (): Pick<Messages, 'billing'> => ({
  billing: {
    title: 'Facturación',
    lead: 'Quién emite las facturas, cómo se numeran y cuándo se avisa a los clientes. Las facturas emitidas conservan lo que se imprimió en ellas.',
    readOnly: 'Solo los propietarios y administradores pueden cambiarlos.',
    seller: 'En todos los documentos',
    numbers: 'Numeración',
    reminding: 'Vencimientos y recordatorios',
    fields: {
      legalName: 'Razón social',
      taxId: 'NIF o identificación fiscal',
      address: 'Dirección',
      postalCode: 'Código postal',
      city: 'Ciudad',
      country: 'País',
      email: 'Correo',
      phone: 'Teléfono',
      bankDetails: 'Datos bancarios',
      footer: 'Pie de página',
      dueDays: 'Días hasta el vencimiento de una factura',
      invoiceSeries: 'Prefijo de las facturas',
      creditSeries: 'Prefijo de las notas de crédito',
      reminderDays: 'Recordatorios',
    },
    bankHelp: 'Cómo pagan los clientes por transferencia.',
    seriesHelp:
      '{year} es el año de expedición; la numeración empieza entonces en 1 cada año. Un prefijo con números no se puede cambiar.',
    reminderHelp:
      'Hasta tres, en días después del vencimiento y separados por comas. Los números negativos son días antes. Se envían a las nueve, también los de lo que ya está emitido.',
    noCountry: 'Ninguno',
  },
});
