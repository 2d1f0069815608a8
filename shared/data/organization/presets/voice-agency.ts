import type { Preset } from './preset.ts';

const assistant = ['Assistant', 'Asistente'] as const;
const projects = ['Projects', 'Proyectos'] as const;
const plans = ['Plans', 'Planes'] as const;
const hour = ['hour', 'hora'] as const;

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
  dashboard: ['pipeline', 'recent', 'tasks', 'due', 'paidThisMonth', 'leadsByStatus', 'activities'],
  customFields: {
    customer: [
      {
        key: 'profession',
        kind: 'choice',
        label: ['Profession', 'Profesión'],
        options: [
          { id: 'dentist', label: ['Dentist', 'Odontología'] },
          { id: 'physician', label: ['Physician', 'Medicina'] },
          { id: 'physiotherapist', label: ['Physiotherapist', 'Fisioterapia'] },
          { id: 'psychologist', label: ['Psychologist', 'Psicología'] },
          { id: 'veterinarian', label: ['Veterinarian', 'Veterinaria'] },
          { id: 'optician', label: ['Optician', 'Óptica'] },
          { id: 'lawyer', label: ['Lawyer', 'Abogacía'] },
          { id: 'accountant', label: ['Accountant', 'Contabilidad'] },
          { id: 'realtor', label: ['Realtor', 'Inmobiliaria'] },
          { id: 'insurance-broker', label: ['Insurance broker', 'Seguros'] },
          { id: 'plumber', label: ['Plumber', 'Fontanería'] },
          { id: 'electrician', label: ['Electrician', 'Electricidad'] },
          { id: 'hairdresser', label: ['Hairdresser', 'Peluquería'] },
          { id: 'restaurateur', label: ['Restaurateur', 'Hostelería'] },
          { id: 'other', label: ['Other', 'Otra'] },
        ],
      },
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
        key: 'preferred-voice',
        kind: 'choice',
        label: ['Preferred voice', 'Voz preferida'],
        section: assistant,
        options: [
          { id: 'female-warm', label: ['Female, warm', 'Femenina, cálida'] },
          { id: 'female-formal', label: ['Female, formal', 'Femenina, formal'] },
          { id: 'male-warm', label: ['Male, warm', 'Masculina, cálida'] },
          { id: 'male-formal', label: ['Male, formal', 'Masculina, formal'] },
          { id: 'neutral', label: ['Neutral', 'Neutra'] },
        ],
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
  products: [
    {
      key: 'setup',
      name: ['Assistant setup', 'Puesta en marcha del asistente'],
      category: projects,
      prices: { USD: 1_200, EUR: 1_100, COP: 3_900_000, MXN: 19_000 },
    },
    {
      key: 'calendar',
      name: ['Calendar integration', 'Integración con el calendario'],
      category: projects,
      prices: { USD: 350, EUR: 320, COP: 1_200_000, MXN: 5_600 },
    },
    {
      key: 'script',
      name: ['Script revision', 'Revisión del guion'],
      category: projects,
      unit: hour,
      prices: { USD: 95, EUR: 90, COP: 280_000, MXN: 1_500 },
    },
    {
      key: 'reception',
      name: ['Reception plan, 500 minutes', 'Plan de recepción, 500 minutos'],
      category: plans,
      prices: { USD: 290, EUR: 270, COP: 990_000, MXN: 4_900 },
      intervalMonths: 1,
    },
    {
      key: 'reception-yearly',
      name: ['Reception plan, paid yearly', 'Plan de recepción, pago anual'],
      category: plans,
      prices: { USD: 2_900, EUR: 2_700, COP: 9_900_000, MXN: 49_000 },
      intervalMonths: 12,
    },
    {
      key: 'after-hours',
      name: ['After-hours plan, 200 minutes', 'Plan fuera de horario, 200 minutos'],
      category: plans,
      prices: { USD: 140, EUR: 130, COP: 480_000, MXN: 2_300 },
      intervalMonths: 1,
    },
    {
      key: 'minutes',
      name: ['100 extra minutes', '100 minutos adicionales'],
      category: plans,
      prices: { USD: 35, EUR: 32, COP: 120_000, MXN: 590 },
    },
    {
      key: 'number',
      name: ['Extra number', 'Número adicional'],
      category: plans,
      prices: { USD: 12, EUR: 10, COP: 35_000, MXN: 190 },
      intervalMonths: 1,
    },
  ],
  billing: { dueDays: 15 },
};
