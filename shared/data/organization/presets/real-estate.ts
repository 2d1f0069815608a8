import type { Preset } from './preset.ts';

const property = ['Property', 'Inmueble'] as const;
const brokerage = ['Brokerage', 'Intermediación'] as const;
const marketing = ['Marketing', 'Promoción'] as const;
const rentals = ['Rentals', 'Arrendamientos'] as const;

export const realEstate: Preset = {
  id: 'realEstate',
  name: ['Real estate', 'Inmobiliaria'],
  about: [
    'For agencies that sell and rent out homes and offices: budgets, properties of interest and viewings.',
    'Para agencias que venden y arriendan viviendas y oficinas: presupuestos, inmuebles de interés y visitas.',
  ],
  wording: {
    lead: { one: ['Prospect', 'Interesado'], many: ['Prospects', 'Interesados'] },
    customer: { one: ['Client', 'Cliente'], many: ['Clients', 'Clientes'] },
    deal: { one: ['Transaction', 'Operación'], many: ['Transactions', 'Operaciones'] },
    employee: { one: ['Agent', 'Agente'], many: ['Agents', 'Agentes'] },
  },
  lists: {
    leadStatuses: [
      ['new', 'open', ['New', 'Nuevo']],
      ['contacted', 'open', ['Contacted', 'Contactado']],
      ['qualified', 'qualified', ['Qualified', 'Calificado']],
      ['negotiation', 'qualified', ['Negotiation', 'Negociación']],
      ['closed', 'won', ['Closed', 'Cerrado']],
      ['lost', 'lost', ['Lost', 'Perdido']],
      ['unqualified', 'disqualified', ['Unqualified', 'No calificado']],
    ],
    leadSources: [
      ['portal', undefined, ['Property portal', 'Portal inmobiliario']],
      ['website', undefined, ['Website', 'Sitio web']],
      ['referral', undefined, ['Referral', 'Referido']],
      ['sign', undefined, ['Yard sign', 'Aviso en el inmueble']],
      ['open_house', undefined, ['Open house', 'Puertas abiertas']],
      ['social_media', undefined, ['Social media', 'Redes sociales']],
      ['cold_call', undefined, ['Cold call', 'Llamada en frío']],
      ['other', undefined, ['Other', 'Otro']],
    ],
  },
  pipelines: [
    {
      id: 'transactions',
      name: ['Transactions', 'Operaciones'],
      stages: [
        ['viewing', 'cyan', 20, 'open', ['Viewing', 'Visita']],
        ['offer', 'blue', 45, 'open', ['Offer', 'Oferta']],
        ['reserved', 'violet', 70, 'open', ['Reserved', 'Separado']],
        ['contract', 'amber', 90, 'open', ['Contract', 'Contrato']],
        ['won', 'green', 100, 'won', ['Closed', 'Cerrado']],
        ['lost', 'gray', 0, 'lost', ['Lost', 'Perdido']],
      ],
    },
  ],
  dashboard: ['leadsByStatus', 'tasks', 'pipeline', 'due', 'paidThisMonth', 'recent'],
  customFields: {
    lead: [
      { key: 'bedrooms', kind: 'number', label: ['Bedrooms', 'Habitaciones'], section: property },
      { key: 'area', kind: 'text', label: ['Preferred area', 'Zona preferida'], section: property },
      {
        key: 'financing',
        kind: 'choice',
        label: ['Financing', 'Financiación'],
        options: [
          { id: 'cash', label: ['Cash', 'De contado'] },
          { id: 'mortgage', label: ['Mortgage', 'Crédito hipotecario'] },
          { id: 'leasing', label: ['Leasing', 'Leasing'] },
        ],
      },
      { key: 'sells-too', kind: 'yesNo', label: ['Has something to sell', 'Tiene algo que vender'] },
    ],
    deal: [
      { key: 'address', kind: 'text', label: ['Address', 'Dirección'], section: property },
      {
        key: 'property-type',
        kind: 'choice',
        label: ['Property type', 'Tipo de inmueble'],
        section: property,
        options: [
          { id: 'flat', label: ['Apartment', 'Apartamento'] },
          { id: 'house', label: ['House', 'Casa'] },
          { id: 'office', label: ['Office', 'Oficina'] },
          { id: 'shop', label: ['Shop', 'Local'] },
          { id: 'land', label: ['Land', 'Lote'] },
        ],
      },
      { key: 'listing', kind: 'url', label: ['Listing', 'Anuncio'], section: property },
      { key: 'commission-percent', kind: 'number', label: ['Commission in %', 'Comisión en %'] },
      { key: 'viewing-on', kind: 'date', label: ['Viewing on', 'Visita el'] },
    ],
  },
  products: [
    // A commission is a share of the price of the property.
    { key: 'sale', name: ['Sales commission', 'Comisión de venta'], category: brokerage, prices: {} },
    {
      key: 'valuation',
      name: ['Property valuation', 'Valoración del inmueble'],
      category: brokerage,
      prices: { USD: 350, EUR: 300, COP: 650_000, MXN: 5_500 },
    },
    {
      key: 'photography',
      name: ['Photographs and virtual tour', 'Fotografías y recorrido virtual'],
      category: marketing,
      prices: { USD: 250, EUR: 220, COP: 480_000, MXN: 3_800 },
    },
    {
      key: 'featured-listing',
      name: ['Featured listing', 'Anuncio destacado'],
      category: marketing,
      prices: { USD: 90, EUR: 60, COP: 160_000, MXN: 1_200 },
      intervalMonths: 1,
    },
    {
      key: 'tenant-check',
      name: ['Tenant screening', 'Estudio del arrendatario'],
      category: rentals,
      prices: { USD: 60, EUR: 50, COP: 95_000, MXN: 900 },
    },
    {
      key: 'lease',
      name: ['Lease agreement', 'Contrato de arrendamiento'],
      category: rentals,
      prices: { USD: 200, EUR: 150, COP: 350_000, MXN: 2_800 },
    },
    {
      key: 'management',
      name: ['Rental management', 'Administración del arrendamiento'],
      category: rentals,
      unit: ['property', 'inmueble'],
      prices: { USD: 120, EUR: 80, COP: 210_000, MXN: 1_600 },
      intervalMonths: 1,
    },
    {
      key: 'inspection',
      name: ['Annual inspection', 'Inspección anual'],
      category: rentals,
      unit: ['property', 'inmueble'],
      prices: { USD: 180, EUR: 140, COP: 260_000, MXN: 2_200 },
      intervalMonths: 12,
    },
  ],
  billing: { dueDays: 15 },
};
