import type { Messages } from '../messages.ts';
import type { Nouns } from '../nouns.ts';
import { capitalized, listIn } from '../plural.ts';
import { el, los, o } from '../spanish.ts';

const listText = listIn('es');

/** UI text for the billing settings. */
export const billingTexts = ({ customer, invoice }: Nouns): Pick<Messages, 'billing'> => ({
  billing: {
    title: 'Facturación',
    lead: `Quién emite ${los(invoice)}, cómo se numeran y cuándo reciben un recordatorio ${los(customer)}. ${capitalized(los(invoice))} ya emitid${o(invoice)}s conservan su número, su emisor y su pie, pero muestran los datos bancarios y el color actuales.`,
    readOnly: 'Solo los propietarios y administradores pueden cambiarlos.',
    seller: 'En todos los documentos',
    numbers: 'Numeración',
    mailing: 'Correos',
    reminding: 'Vencimientos y recordatorios',
    fields: {
      legalName: 'Razón social',
      taxId: 'Identificación fiscal',
      address: 'Dirección',
      postalCode: 'Código postal',
      city: 'Ciudad',
      state: 'Provincia o estado',
      country: 'País',
      email: 'Correo',
      phone: 'Teléfono',
      bankDetails: 'Datos bancarios',
      footer: 'Pie de página',
      accentColor: 'Color corporativo',
      attachPdf: 'Adjuntar el PDF a los correos con documentos',
      dueDays: 'Días hasta el vencimiento',
      invoiceSeries: `Prefijo de ${los(invoice)}`,
      creditSeries: 'Prefijo de las notas de crédito',
      reminderDays: 'Recordatorios',
    },
    bankHelp: `Cómo pagan ${los(customer)} por transferencia.`,
    seriesHelp:
      '{year} es el año de expedición; con él, la numeración empieza en 1 cada año. Un prefijo que ya tiene números no se puede cambiar.',
    reminderHelp: `Hasta tres, en días después del vencimiento y separados por comas. Los números negativos cuentan antes del vencimiento. Se envían a las nueve de la mañana, también para ${los(invoice)} ya emitid${o(invoice)}s. Los que ya deberían haber salido al emitir ${el(invoice)} o al cambiar esto no se envían.`,
    attachHelp:
      'Quien recibe un PDF adjunto lo conserva, aunque se revoque su enlace. Las respuestas llegan al correo de arriba o, si no hay ninguno, a quien envía el documento.',
    accentHelp: 'Para los títulos y las líneas de los PDF. Los colores claros se oscurecen en los textos.',
    pickColor: 'Elegir un color',
    noCountry: 'Ninguno',
    now: (label, value) => `${label} (ahora ${value === '' ? 'sin valor' : `«${value}»`})`,
    changedElsewhere: (changes) =>
      `Ha cambiado mientras tanto en otro lugar: ${listText(changes)}. Lo que has escrito sigue aquí: guarda de nuevo para conservarlo.`,
  },
});
