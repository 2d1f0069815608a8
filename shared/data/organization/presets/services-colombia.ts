import type { Preset } from './preset.ts';

const visit = ['Visit', 'Visita'] as const;

export const servicesColombia: Preset = {
  id: 'servicesColombia',
  name: ['Services, Colombia', 'Servicios, Colombia'],
  about: [
    'For Colombian installation and maintenance companies: national and tax IDs, cities, pesos, quotes and visits.',
    'Para empresas colombianas de instalación y mantenimiento: cédula y NIT, ciudades, pesos, cotizaciones y visitas.',
  ],
  place: { country: 'CO', currency: 'COP', timeZone: 'America/Bogota' },
  wording: {
    deal: { one: ['Quote', 'Cotización'], many: ['Quotes', 'Cotizaciones'] },
  },
  lists: {
    leadSources: [
      ['whatsapp', undefined, ['WhatsApp', 'WhatsApp']],
      ['website', undefined, ['Website', 'Sitio web']],
      ['referral', undefined, ['Referral', 'Referido']],
      ['tender', undefined, ['Tender', 'Licitación']],
      ['social_media', undefined, ['Social media', 'Redes sociales']],
      ['cold_call', undefined, ['Cold call', 'Llamada en frío']],
      ['other', undefined, ['Other', 'Otro']],
    ],
  },
  pipelines: [
    {
      id: 'quotes',
      name: ['Quotes', 'Cotizaciones'],
      stages: [
        ['visit', 'cyan', 25, 'open', ['Technical visit', 'Visita técnica']],
        ['quoted', 'blue', 45, 'open', ['Quoted', 'Cotizado']],
        ['approval', 'violet', 65, 'open', ['In approval', 'En aprobación']],
        ['order', 'amber', 90, 'open', ['Purchase order', 'Orden de compra']],
        ['won', 'green', 100, 'won', ['Won', 'Ganado']],
        ['lost', 'gray', 0, 'lost', ['Lost', 'Perdido']],
      ],
    },
  ],
  dashboard: ['tasks', 'pipeline', 'leadsByStatus', 'newContacts', 'recent'],
  customFields: {
    contact: [
      {
        key: 'document-type',
        kind: 'choice',
        label: ['Document type', 'Tipo de documento'],
        help: ['Enter its number under National ID.', 'Escribe su número en Documento de identidad.'],
        options: [
          { id: 'cc', label: ['Cédula de ciudadanía', 'Cédula de ciudadanía'] },
          { id: 'ce', label: ['Cédula de extranjería', 'Cédula de extranjería'] },
          { id: 'passport', label: ['Passport', 'Pasaporte'] },
        ],
      },
    ],
    customer: [
      {
        key: 'nit',
        kind: 'text',
        label: ['NIT', 'NIT'],
        help: ['Include the check digit.', 'Incluye el dígito de verificación.'],
      },
      {
        key: 'tax-regime',
        kind: 'choice',
        label: ['Tax regime', 'Régimen tributario'],
        options: [
          { id: 'ordinary', label: ['VAT payer', 'Responsable de IVA'] },
          { id: 'not-vat-payer', label: ['Not a VAT payer', 'No responsable de IVA'] },
          { id: 'simple', label: ['Simple regime', 'Régimen simple'] },
        ],
      },
    ],
    lead: [{ key: 'city', kind: 'text', label: ['City', 'Ciudad'] }],
    deal: [
      {
        key: 'service-city',
        kind: 'text',
        label: ['City of the service', 'Ciudad del servicio'],
        section: visit,
      },
      { key: 'visit-on', kind: 'date', label: ['Visit on', 'Visita el'], section: visit },
      { key: 'purchase-order', kind: 'text', label: ['Purchase order', 'Orden de compra'] },
    ],
  },
};
