import type { Preset } from './preset.ts';

const assistant = ['Assistant', 'Asistente'] as const;

export const voiceAgency: Preset = {
  id: 'voiceAgency',
  name: ['Voice assistant agency', 'Agencia de asistentes de voz'],
  about: [
    'For agencies that build voice assistants to answer their clients’ phones.',
    'Para agencias que crean asistentes de voz para atender el teléfono de sus clientes.',
  ],
  wording: {
    customer: { one: ['Client', 'Cliente'], many: ['Clients', 'Clientes'] },
    deal: { one: ['Project', 'Proyecto'], many: ['Projects', 'Proyectos'] },
  },
  lists: {
    leadSources: [
      ['demo_line', undefined, ['Demo line', 'Línea de demostración']],
      ['website', undefined, ['Website', 'Sitio web']],
      ['referral', undefined, ['Referral', 'Referido']],
      ['partner', undefined, ['Partner', 'Socio']],
      ['cold_call', undefined, ['Cold call', 'Llamada en frío']],
      ['advertisement', undefined, ['Advertisement', 'Publicidad']],
      ['other', undefined, ['Other', 'Otro']],
    ],
  },
  pipelines: [
    {
      id: 'projects',
      name: ['Projects', 'Proyectos'],
      stages: [
        ['discovery', 'cyan', 20, 'open', ['Discovery', 'Diagnóstico']],
        ['demo', 'blue', 40, 'open', ['Demo call', 'Llamada de prueba']],
        ['proposal', 'violet', 60, 'open', ['Proposal', 'Propuesta']],
        ['trial', 'amber', 80, 'open', ['Trial', 'Periodo de prueba']],
        ['won', 'green', 100, 'won', ['Live', 'En servicio']],
        ['lost', 'gray', 0, 'lost', ['Lost', 'Perdido']],
      ],
    },
  ],
  dashboard: ['pipeline', 'recent', 'tasks', 'leadsByStatus', 'activities'],
  customFields: {
    customer: [
      {
        key: 'assistant-number',
        kind: 'phone',
        label: ['Assistant’s number', 'Número del asistente'],
        section: assistant,
      },
      {
        key: 'forwarding-number',
        kind: 'phone',
        label: ['Forwards to', 'Desvía a'],
        help: [
          'The number to transfer calls to that need a person.',
          'El número al que se transfieren las llamadas que necesitan a una persona.',
        ],
        section: assistant,
      },
      {
        key: 'assistant-language',
        kind: 'choices',
        label: ['Speaks', 'Habla'],
        section: assistant,
        options: [
          { id: 'en', label: ['English', 'Inglés'] },
          { id: 'es', label: ['Spanish', 'Español'] },
          { id: 'pt', label: ['Portuguese', 'Portugués'] },
        ],
      },
      {
        key: 'plan',
        kind: 'choice',
        label: ['Plan', 'Plan'],
        options: [
          { id: 'minutes', label: ['By the minute', 'Por minuto'] },
          { id: 'flat', label: ['Flat fee', 'Tarifa plana'] },
          { id: 'trial', label: ['Trial', 'Prueba'] },
        ],
      },
      { key: 'live-since', kind: 'date', label: ['Live since', 'En servicio desde'] },
    ],
    lead: [
      {
        key: 'missed-calls-weekly',
        kind: 'number',
        label: ['Missed calls a week', 'Llamadas perdidas por semana'],
      },
      { key: 'opening-hours', kind: 'text', label: ['Opening hours', 'Horario'] },
    ],
    deal: [
      {
        key: 'minutes-monthly',
        kind: 'number',
        label: ['Minutes a month', 'Minutos al mes'],
      },
      { key: 'script', kind: 'url', label: ['Script', 'Guion'] },
    ],
  },
};
