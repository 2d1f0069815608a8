import { words } from '../random.ts';
import type { DemoContent } from './content.ts';
import { voiceAgencyIssues } from './issue-texts.ts';

/** An agency that sets up voice assistants to answer other businesses' phones. */
export const voiceAgency: DemoContent = {
  language: 'en',
  shares: { US: 55, CO: 20, ES: 25 },
  worth: 0.4,
  companies: {
    first: words(
      'Bright, Central, Lakeview, Sunrise, Canyon, Evergreen, Pioneer, Silver, Bluebird, Harbor, Prairie, Metro, Liberty, Coastal, Redwood, Summit, Valley, Gateway, Crescent, Northside, Union, Garden, Sterling, Horizon, Maple',
    ),
    second: words(
      'Dental, Law, Plumbing, Veterinary, Physiotherapy, Realty, Auto Repair, Optics, Salon, Insurance, Heating, Clinic, Accounting, Fitness, Roofing',
    ),
  },
  products: words(
    'Receptionist around the clock, Appointment assistant, After-hours line, Overflow line, Bilingual assistant, Outbound reminders, Lead qualification line, Review collection, Extra number, Calendar integration',
  ),
  professions: words('Dentist, Lawyer, Veterinarian, Plumber, Physiotherapist, Realtor, Optician'),
  lostReasons: words(
    'Price per minute, Wants a person on the phone, Calendar is not supported, No decision, Went with a competitor',
  ),
  interests: words(
    'Answer calls after six, Book appointments by phone, Fewer missed calls, Reminders by phone, A line in Spanish and English',
  ),
  secondPipeline: {
    id: 'go-live',
    name: 'Go-live',
    stages: [
      ['Script agreed', 60],
      ['Number ported', 80],
      ['Test calls', 95],
    ],
  },
  tags: [
    { name: 'Dental', color: 'cyan' },
    { name: 'Legal', color: 'violet' },
    { name: 'Home services', color: 'amber' },
    { name: 'Health', color: 'green' },
    { name: 'Bilingual', color: 'blue' },
    { name: 'High volume', color: 'red' },
    { name: 'Trial', color: 'cyan' },
    { name: 'Partner', color: 'amber' },
    { name: 'Referral', color: 'green' },
    { name: 'Do not call', color: 'gray' },
  ],
  notes: [
    'Misses **forty calls a week**, most of them at lunch',
    'Wants a calm voice that speaks slowly',
    'Keeps appointments in a calendar we know',
    'Emergencies must go straight to the doctor',
    'Heard the demo line and called it twice',
    'Number stays with the carrier until March',
    'Prefers a female voice and a formal greeting',
    'Has to ask the practice manager about *recording*',
    'Wants a report every Monday',
    'Pays by the minute, would like a flat fee',
  ],
  activities: {
    call: ['Discovery call', 'Tried the demo line', 'Left a message', 'Script walk-through'],
    email: ['Sent sample recordings', 'Sent the offer', 'Sent the call report', 'Asked for opening hours'],
    meeting: ['Demo at the practice', 'Kick-off', 'Listening session', 'Monthly review'],
    note: ['Voice chosen', 'Greeting approved', 'Carrier agreed to port', 'Wants Spanish too'],
    task: ['Tested the greeting', 'Connected the calendar', 'Checked missed calls'],
  },
  plans: {
    call: ['Call after the first week', 'Agree on emergencies', 'Call about more minutes'],
    email: ['Send sample voices', 'Send the monthly report', 'Send the quote for more numbers'],
    meeting: ['Walk through the call flow', 'Listen to last week’s calls', 'Review of the month'],
    task: ['Write the greeting', 'Port the number', 'Connect the calendar', 'Test the night script'],
  },
  staff: [
    ['Nadia Brooks', 'Management', 'Founder', undefined],
    ['Owen Carter', 'Sales', 'Head of Sales', 0],
    ['Lina Torres', 'Delivery', 'Head of Delivery', 0],
    ['Ben Adler', 'Sales', 'Account Executive', 1],
    ['Sara Molina', 'Sales', 'Account Executive', 1],
    ['Kofi Mensah', 'Sales', 'Sales Development', 1],
    ['Iris Chen', 'Delivery', 'Conversation Designer', 2],
    ['David Roca', 'Delivery', 'Conversation Designer', 2],
    ['Emma Stone', 'Delivery', 'Integration Engineer', 2],
    ['Pablo Cano', 'Support', 'Support Lead', 0],
  ],
  vendors: [
    ['SignalTel', 'Telecommunications'],
    ['Northern Numbers', 'Telephone numbers'],
    ['Voz Clara Studio', 'Voices'],
    ['Datacenter Rotterdam', 'Hosting'],
    ['Calendario', 'Software'],
    ['Vega Abogados', 'Legal'],
    ['Ledger & Sons', 'Accounting'],
    ['Lumen Studio', 'Design'],
    ['Translatio', 'Translation'],
    ['Quiet Rooms', 'Recording studio'],
  ],
  vendorPeople: words('Ana Ruiz, Peter Holm, Diego Salas, Olivia Hart, Luz Peña, Grant Hill'),
  issues: voiceAgencyIssues,
  custom: {
    texts: {
      'opening-hours': [
        'Mon to Fri, 9 am to 6 pm',
        'Every day, 8 am to 8 pm',
        'Mon to Sat, 10 am to 7 pm',
        'Round the clock',
      ],
    },
    numbers: { 'missed-calls-weekly': [3, 90], 'minutes-monthly': [120, 6_000] },
  },
};
