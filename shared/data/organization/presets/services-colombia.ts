import type { Preset } from './preset.ts';

const visit = ['Visit', 'Visita'] as const;
const services = ['Services', 'Servicios'] as const;
const installations = ['Installations', 'Instalaciones'] as const;
const contracts = ['Contracts', 'Contratos'] as const;

export const servicesColombia: Preset = {
  id: 'servicesColombia',
  name: ['Services, Colombia', 'Servicios, Colombia'],
  about: [
    'For Colombian installation and maintenance companies: national and tax IDs, cities, pesos, quotes and visits.',
    'Para empresas colombianas de instalación y mantenimiento: cédula y NIT, ciudades, pesos, cotizaciones y visitas.',
  ],
  place: { country: 'CO', currency: 'COP', timeZone: 'America/Bogota' },
  wording: {},
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
      name: ['Sales', 'Ventas'],
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
  dashboard: [
    'tasks',
    'pipeline',
    'due',
    'overdue',
    'paidThisMonth',
    'leadsByStatus',
    'newContacts',
    'recent',
  ],
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
  products: [
    {
      key: 'visit',
      name: ['Technical visit', 'Visita técnica'],
      category: services,
      prices: { COP: 120_000, USD: 30, EUR: 28 },
    },
    {
      key: 'hour',
      name: ['Technician', 'Técnico'],
      category: services,
      unit: ['hour', 'hora'],
      prices: { COP: 68_000, USD: 17, EUR: 16 },
    },
    {
      key: 'maintenance',
      name: ['Preventive maintenance', 'Mantenimiento preventivo'],
      category: services,
      unit: ['unit', 'equipo'],
      prices: { COP: 185_000, USD: 46, EUR: 42 },
    },
    {
      key: 'tank',
      name: ['Water tank cleaning', 'Lavado y desinfección de tanque'],
      category: services,
      prices: { COP: 340_000, USD: 85, EUR: 79 },
    },
    {
      key: 'air-conditioner',
      name: ['Air conditioner installation', 'Instalación de aire acondicionado'],
      category: installations,
      unit: ['unit', 'equipo'],
      prices: { COP: 650_000, USD: 165, EUR: 150 },
    },
    {
      key: 'camera',
      name: ['Security camera, installed', 'Cámara de seguridad instalada'],
      category: installations,
      prices: { COP: 420_000, USD: 105, EUR: 98 },
    },
    {
      key: 'contract',
      name: ['Maintenance contract', 'Contrato de mantenimiento'],
      category: contracts,
      prices: { COP: 890_000, USD: 220, EUR: 205 },
      intervalMonths: 1,
    },
    {
      key: 'contract-yearly',
      name: ['Maintenance contract, paid yearly', 'Contrato de mantenimiento, pago anual'],
      category: contracts,
      prices: { COP: 9_600_000, USD: 2_400, EUR: 2_200 },
      intervalMonths: 12,
    },
  ],
  billing: { dueDays: 30, invoicePrefix: 'FV{year}-', creditPrefix: 'NC{year}-' },
};
