import type { Preset } from './preset.ts';

export const general: Preset = {
  id: 'general',
  name: ['General', 'General'],
  about: ['For sales of all sorts.', 'Para ventas de todo tipo.'],
  wording: {},
  lists: {
    contactStatuses: [
      ['prospect', 'prospect', ['Prospect', 'Prospecto']],
      ['qualified', 'qualified', ['Qualified', 'Calificado']],
      ['customer', 'customer', ['Customer', 'Cliente']],
      ['inactive', 'inactive', ['Inactive', 'Inactivo']],
    ],
    customerStatuses: [
      ['active', 'active', ['Active', 'Activo']],
      ['prospect', 'prospect', ['Prospect', 'Prospecto']],
      ['vip', 'active', ['VIP', 'VIP']],
      ['inactive', 'inactive', ['Inactive', 'Inactivo']],
    ],
    vendorStatuses: [
      ['active', 'active', ['Active', 'Activo']],
      ['inactive', 'inactive', ['Inactive', 'Inactivo']],
    ],
    leadStatuses: [
      ['new', 'open', ['New', 'Nuevo']],
      ['contacted', 'open', ['Contacted', 'Contactado']],
      ['qualified', 'qualified', ['Qualified', 'Calificado']],
      ['unqualified', 'disqualified', ['Unqualified', 'No calificado']],
      ['negotiation', 'qualified', ['Negotiation', 'Negociación']],
      ['closed', 'won', ['Closed', 'Cerrado']],
      ['lost', 'lost', ['Lost', 'Perdido']],
    ],
    leadSources: [
      ['website', undefined, ['Website', 'Sitio web']],
      ['referral', undefined, ['Referral', 'Referido']],
      ['partner', undefined, ['Partner', 'Socio']],
      ['social_media', undefined, ['Social media', 'Redes sociales']],
      ['cold_call', undefined, ['Cold call', 'Llamada en frío']],
      ['event', undefined, ['Event', 'Evento']],
      ['advertisement', undefined, ['Advertisement', 'Publicidad']],
      ['other', undefined, ['Other', 'Otro']],
    ],
  },
  pipelines: [
    {
      id: 'sales',
      name: ['Sales', 'Ventas'],
      stages: [
        ['qualified', 'cyan', 20, 'open', ['Qualified', 'Calificado']],
        ['demo', 'blue', 40, 'open', ['Demo', 'Demostración']],
        ['proposal', 'violet', 60, 'open', ['Proposal', 'Propuesta']],
        ['negotiation', 'amber', 80, 'open', ['Negotiation', 'Negociación']],
        ['won', 'green', 100, 'won', ['Won', 'Ganado']],
        ['lost', 'gray', 0, 'lost', ['Lost', 'Perdido']],
      ],
    },
  ],
  customFields: {},
};
