import { words } from '../random.ts';
import type { Text } from '#data/organization/presets/preset.ts';
import type { DemoContent } from './content.ts';
import { generalIssues } from './issue-texts.ts';

/** Demo content is in one language, whatever the language of the user. */
const text = (english: string): Text => [english, english];

/** General sales, to people all over the world. */
export const general: DemoContent = {
  language: 'en',
  worth: 1,
  companies: {
    first: words(
      'Andes, Aurora, Bahía, Baltic, Brightfield, Cobre, Delta, Elbe, Faro, Harbor, Iberia, Kestrel, Lonestar, Marea, Meridian, Noordzee, Olmo, Pinar, Quetzal, Río, Sakura, Tulip, Umbra, Vistula, Zafiro',
    ),
    second: words(
      'Logistics, Health, Foods, Textiles, Inmobiliaria, Consulting, Energy, Design, Hotels, Legal, Motors, Software, Seguros, Bau, Export',
    ),
  },
  products: words(
    'Annual license, Onboarding, Support plan, Fleet tracking, Office fit-out, Data migration, Training days, Extra seats, API access, Warehouse module',
  ),
  catalog: [
    {
      key: 'license',
      name: text('Annual license'),
      category: text('Software'),
      unit: text('seat'),
      prices: { USD: 240, EUR: 220 },
      intervalMonths: 12,
    },
    {
      key: 'support',
      name: text('Support plan'),
      category: text('Software'),
      prices: { USD: 180, EUR: 165 },
      intervalMonths: 1,
    },
    {
      key: 'api',
      name: text('API access'),
      category: text('Software'),
      prices: { USD: 95, EUR: 89 },
      intervalMonths: 1,
    },
    {
      key: 'onboarding',
      name: text('Onboarding'),
      category: text('Services'),
      prices: { USD: 900, EUR: 850 },
    },
    {
      key: 'training',
      name: text('Training'),
      category: text('Services'),
      unit: text('day'),
      prices: { USD: 650, EUR: 600 },
    },
    {
      key: 'migration',
      name: text('Data migration'),
      category: text('Services'),
      prices: { USD: 1_800, EUR: 1_690 },
    },
    {
      key: 'tracker',
      name: text('Vehicle tracker'),
      category: text('Hardware'),
      unit: text('piece'),
      prices: { USD: 129.9, EUR: 119.9 },
    },
    {
      key: 'scanner',
      name: text('Handheld scanner'),
      category: text('Hardware'),
      unit: text('piece'),
      prices: { USD: 349.5, EUR: 329.5 },
    },
  ],
  professions: words('Architect, Physician, Notary, Consultant, Photographer'),
  lostReasons: words('Price, No budget this year, Went with a competitor, No decision, Missing feature'),
  interests: words(
    'Two-bedroom flat near the park, Office of 200 m² downtown, House with a garden, Warehouse by the ring road, Loft in the old town',
  ),
  secondPipeline: {
    id: 'renewals',
    name: 'Renewals',
    stages: [
      ['Due', 70],
      ['Offer sent', 85],
      ['Agreed', 95],
    ],
  },
  tags: [
    { name: 'Renewal', color: 'blue' },
    { name: 'Decision maker', color: 'violet' },
    { name: 'Logistics', color: 'amber' },
    { name: 'Health', color: 'green' },
    { name: 'Real estate', color: 'red' },
    { name: 'Webinar', color: 'cyan' },
    { name: 'Partner', color: 'amber' },
    { name: 'Key account', color: 'blue' },
    { name: 'Referral', color: 'green' },
    { name: 'Do not call', color: 'gray' },
  ],
  notes: [
    'Prefers a call **before nine**',
    'Asked for the price list in Polish',
    'Decides together with the CFO',
    'Met at the trade fair in October: wants a demo',
    'Prefers WhatsApp and short answers',
    'Budget is approved for next quarter',
    'Visited the office and liked the new layout',
    'Waiting for *legal* to review the contract',
    'Asked for a quote for 40 licenses',
    'Has two more offers on the table',
  ],
  activities: {
    call: ['Intro call', 'Asked for prices', 'Left a message', 'Follow-up call', 'Agreed on next steps'],
    email: ['Sent the offer', 'Sent references', 'Sent the proposal', 'Answered questions about delivery'],
    meeting: ['Demo at their office', 'Kick-off', 'Plant tour', 'Lunch with purchasing'],
    note: ['Budget approved', 'New decision maker', 'On hold until January', 'A competitor is bidding'],
    task: ['Checked the contract', 'Prepared samples', 'Sent the catalog'],
  },
  plans: {
    call: ['Call about the renewal', 'Call after the demo', 'Follow up on the invoice question'],
    email: ['Send the revised offer', 'Ask for references', 'Send the signed contract'],
    meeting: ['Demo at their office', 'Review of the quarter', 'Kick-off with purchasing'],
    task: ['Prepare the demo', 'Check delivery dates', 'Book the meeting room'],
  },
  staff: [
    ['Dana Moreno', 'Management', 'Managing Director', undefined],
    ['Julián Ortega', 'Sales Americas', 'Head of Sales Americas', 0],
    ['Greta Lindqvist', 'Sales Europe', 'Head of Sales Europe', 0],
    ['Amara Osei', 'Customer Success', 'Head of Customer Success', 0],
    ['Camila Restrepo', 'Sales Americas', 'Account Executive', 1],
    ['Marcus Whitfield', 'Sales Americas', 'Account Executive', 1],
    ['Lucía Benavides', 'Sales Americas', 'Sales Development', 1],
    ['Tomasz Zieliński', 'Sales Europe', 'Account Executive', 2],
    ['Inès Delacroix', 'Sales Europe', 'Account Executive', 2],
    ['Jonas Becker', 'Sales Europe', 'Sales Development', 2],
    ['Priya Raman', 'Customer Success', 'Customer Success Manager', 3],
    ['Noah van Dijk', 'Customer Success', 'Support Engineer', 3],
  ],
  vendors: [
    ['Papelería Moderna', 'Office supplies'],
    ['Nordlicht Druck', 'Printing'],
    ['BlueRoute Freight', 'Logistics'],
    ['Café Horizonte', 'Catering'],
    ['Hotel Mirador', 'Travel'],
    ['Kraków Software House', 'Software'],
    ['SignalTel', 'Telecommunications'],
    ['Green Cleaning Co.', 'Facilities'],
    ['Vega Abogados', 'Legal'],
    ['Ledger & Sons', 'Accounting'],
    ['Lumen Studio', 'Design'],
    ['Messe Köln Standbau', 'Events'],
    ['TransAndina Cargo', 'Logistics'],
    ['Pixel Prints', 'Printing'],
    ['Oficina Total', 'Furniture'],
    ['Datacenter Rotterdam', 'Hosting'],
    ['Translatio', 'Translation'],
    ['Seguros Alborada', 'Insurance'],
  ],
  vendorPeople: words('Ana Ruiz, Peter Holm, Diego Salas, Ingrid Voss, Olivia Hart, Rafał Mazur, Luz Peña'),
  issues: generalIssues,
};
